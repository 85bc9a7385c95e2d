using System.Numerics;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>
/// The terms of an item as the index of alerts asks them: each value that occurs is held against the item once, rows by
/// numbers.
/// </summary>
/// <remarks>
/// It lets no alert pass that the item may cover: what the index does not know, and names that it keeps a part of only,
/// hold. By the item's own matcher, a term at a time. For one thread at a time.
/// </remarks>
internal sealed class RowTerms
{
    private const AccessClasses AnyClasses = AccessClasses.AllAccess | AccessClasses.Other;

    private static readonly ExceptionTerms Anything = new() { Classes = AnyClasses, IsForAllHosts = true };

    private readonly List<(NumberColumn Column, ValueMasks Failing)> _columns = [];

    /// <summary>The terms of an item.</summary>
    public RowTerms(ExceptionTerms terms, AlertTable table)
    {
        var ofPattern = new ExceptionMatcher(Anything with
        {
            Classes = terms.Classes,
            FirstFrameKind = terms.FirstFrameKind,
            FirstFrameModule = terms.FirstFrameModule,
            TargetImage = terms.TargetImage,
            Executable = terms.Executable,
        });
        _columns.Add((NumberColumn.Pattern, new ValueMasks(
            () => table.PatternCount, number => FailingOf(ofPattern, table.Pattern(number).Pattern), 0)));
        if (terms.RuleIds.Count > 0)
            Ask(NumberColumn.Rule, ExceptionTerm.Rule, table.Rules, Anything with { RuleIds = terms.RuleIds },
                rule => Access(ruleId: rule));
        if (!terms.IsForAllHosts)
            Ask(NumberColumn.Host, ExceptionTerm.Host, table.Hosts,
                Anything with { IsForAllHosts = false, Hosts = terms.Hosts }, host => Access(host: host));
        if (terms.Users.Count > 0)
            Ask(NumberColumn.User, ExceptionTerm.User, table.Users, Anything with { Users = terms.Users },
                user => Access(user: user));
        if (terms.Sha256 is { } hash)
            Ask(NumberColumn.Sha256, ExceptionTerm.Sha256, table.Hashes, Anything with { Sha256 = hash },
                sha256 => Access(sha256: sha256));
    }

    /// <summary>How many of the terms that the index knows do not hold.</summary>
    public static int CountOf(int failing) => BitOperations.PopCount((uint)failing);

    /// <summary>The terms that the index knows and that do not hold, a bit each.</summary>
    public int FailingOf(AlertBlock block, int slot)
    {
        var failing = 0;
        foreach (var (column, masks) in _columns) failing |= masks[block.Numbers(column)[slot]];
        return failing;
    }

    private void Ask<T>(
        NumberColumn column, ExceptionTerm term, Vocabulary<T> values, ExceptionTerms alone,
        Func<T, CandidateAccess> access) where T : class
    {
        var matcher = new ExceptionMatcher(alone);
        _columns.Add((column, new ValueMasks(
            () => values.Count, number => matcher.Covers(access(values[number]!)) ? 0 : 1 << (int)term,
            1 << (int)term)));
    }

    // Paths that were cut are held against the item when the alert is read.
    private static int FailingOf(ExceptionMatcher matcher, AccessPattern pattern)
    {
        if (IsCut(pattern.Source) || IsCut(pattern.Target) || IsCut(pattern.FirstFrame)) return 0;

        var access = Access(pattern);
        return matcher.Explain(access).Where(result => !result.Holds)
            .Aggregate(0, (all, result) => all | (1 << (int)result.Term));
    }

    private static bool IsCut(string name) => name.Length >= AlertNames.LengthMax - 1;

    private static CandidateAccess Access(
        AccessPattern? pattern = null, string ruleId = "", Host? host = null, string? user = null,
        string? sha256 = null) => new(
        ruleId, DateTimeOffset.UnixEpoch, host ?? new Host(null, Host.Unknown),
        new SourceProcess
        {
            Executable = pattern?.Source,
            Name = null,
            EntityId = null,
            Pid = null,
            User = user,
            Signer = Signer.Unknown,
            Sha256 = sha256,
        },
        pattern?.Target, pattern is null ? AccessClasses.None : pattern.Classes,
        pattern is null ? new FirstFrame(FirstFrameKind.Empty, null) : FrameOf(pattern.FirstFrame), shape: null);

    // Of the pattern's text: the word of the kind and, behind a blank, the path.
    private static FirstFrame FrameOf(string text)
    {
        var parts = text.Split(' ', 2);
        return new FirstFrame(
            Words.TryParse<FirstFrameKind>(parts[0], out var kind) ? kind : FirstFrameKind.Malformed,
            parts.Length > 1 ? parts[1] : null);
    }

    /// <summary>What does not hold of each value of a column, worked out once, also of those that come later.</summary>
    private sealed class ValueMasks(Func<int> count, Func<int, int> maskOf, int ofNone)
    {
        private int[] _masks = [ofNone];

        public int this[int value]
        {
            get
            {
                if (value >= _masks.Length) Extend();
                return _masks[value];
            }
        }

        private void Extend()
        {
            var known = _masks.Length;
            Array.Resize(ref _masks, count());
            for (var value = known; value < _masks.Length; value++) _masks[value] = maskOf(value);
        }
    }
}
