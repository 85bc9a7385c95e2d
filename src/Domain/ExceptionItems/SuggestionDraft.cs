using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>An item in the making: one term after another, each with its reason.</summary>
internal sealed class SuggestionDraft
{
    private const int HostsMax = 1000;
    private const int UsersMax = 100;

    private readonly List<SuggestedTerm> _justified = [];
    private readonly List<string> _reasons = [];
    private readonly IReadOnlyList<ObservedOccurrences> _observed;
    private readonly IReadOnlyList<CandidateAccess> _accesses;
    private readonly bool _keepsHash;

    /// <summary>An item that covers the accesses.</summary>
    /// <param name="observed">The accesses.</param>
    /// <param name="keepsHash">
    /// Whether it asks for the hash beside a signer: if a wider one does, a narrower one has to.
    /// </param>
    public SuggestionDraft(IReadOnlyList<ObservedOccurrences> observed, bool keepsHash = false)
    {
        (_observed, _keepsHash) = (observed, keepsHash);
        _accesses = [.. observed.Select(one => one.Access)];
        if (observed.Count == 0)
        {
            _reasons.Add("There is nothing to make an item of.");
            return;
        }

        var terms = WithSource(new ExceptionTerms());
        terms = WithPlace(WithCallTrace(WithAccess(WithTarget(terms))));
        if (_reasons.Count == 0 && !_accesses.All(new ExceptionMatcher(terms).Covers))
            _reasons.Add("No item that says what these accesses have in common covers them all.");
        if (_reasons.Count == 0) Terms = terms;
    }

    /// <summary>What the item would mean; null if there is none.</summary>
    public ExceptionTerms? Terms { get; }

    /// <summary>Why, term by term.</summary>
    public IReadOnlyList<SuggestedTerm> Justified => [.. _justified.OrderBy(term => term.Term)];

    /// <summary>Why there is none.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    private ExceptionTerms WithSource(ExceptionTerms terms)
    {
        var path = JoinedPath.Of(_accesses.Select(access => access.Source.Executable));
        var parent = JoinedPath.Of(_accesses.Select(access => access.ParentPath));
        var isOneParent = parent is { Pattern: not null, IsExact: true };
        terms = terms with
        {
            Executable = Put(ExceptionTerm.Executable, path.Pattern, $"The path of the source {path.Because}."),
            Signer = SignerOfAll(),
            ParentExecutable = Put(
                ExceptionTerm.ParentExecutable, isOneParent ? parent.Pattern : null,
                isOneParent
                    ? "The same program started the source every time."
                    : "It is not certain that one program started the source every time."),
        };
        terms = terms with { Sha256 = HashOfAll(terms.Signer) };
        if (terms is { Executable: null, Signer: null, Sha256: null })
            _reasons.Add(
                $"Nothing says which program it is: its path {path.Because}, and neither one verified signer nor one "
                + "hash is known of every access.");
        return terms;
    }

    private string? SignerOfAll()
    {
        var signers = Distinct(_accesses.Select(access => access.TrustedSigner));
        return Put(ExceptionTerm.Signer, signers is [{ } one] ? one : null, signers switch
        {
            [not null] => "Every file carries this signature, and it verified on the host itself or by the inventory.",
            _ when signers.Contains(null) =>
                $"Of {Count(access => access.TrustedSigner is null)} of {Count(_ => true)} accesses no "
                + "verified signature is known at first hand.",
            _ => $"There are {signers.Count} signers.",
        });
    }

    private string? HashOfAll(string? signer)
    {
        var hashes = Distinct(_accesses.Select(access => access.Source.Sha256));
        var isEnough = signer is not null && !_keepsHash;
        return Put(ExceptionTerm.Sha256, !isEnough && hashes is [{ } one] ? one : null, hashes switch
        {
            _ when isEnough => "The signer names the program through its updates; a hash would not.",
            [not null] => "No signer is established of all accesses, and it is the same file every time.",
            _ when hashes.Contains(null) => "The hash is not known of every access.",
            _ => $"There are {hashes.Count} different files.",
        });
    }

    private ExceptionTerms WithTarget(ExceptionTerms terms)
    {
        var path = JoinedPath.Of(_accesses.Select(access => access.TargetImage));
        if (path.Pattern is null) _reasons.Add($"The target {path.Because}; an item names its target.");
        return terms with
        {
            TargetImage = Put(ExceptionTerm.Target, path.Pattern, $"The path of the target {path.Because}."),
        };
    }

    private ExceptionTerms WithAccess(ExceptionTerms terms)
    {
        var unreadable = Count(access => access.Classes is null);
        if (unreadable > 0)
            _reasons.Add(
                $"The rights of {unreadable} of {Count(_ => true)} accesses cannot be read, and no item covers those.");
        var classes = _accesses.Aggregate(AccessClasses.None, (all, access) => all | (access.Classes ?? 0));
        if (classes is AccessClasses.None) _reasons.Add("No rights were granted, so that there are none to allow.");
        Put(ExceptionTerm.AccessClasses, Joined(Words.AllOf(classes)), "That is all that was ever granted.");
        return terms with { Classes = classes };
    }

    private ExceptionTerms WithCallTrace(ExceptionTerms terms)
    {
        var kinds = _accesses.Select(access => access.FirstFrame.Kind).Distinct().Order().ToList();
        if (kinds.Count > 1)
        {
            _reasons.Add(
                $"The calls come from different kinds of code, {Joined(kinds.Select(Words.Of))}; an item names one.");
            return terms;
        }

        var hasModule = _accesses.All(access => access.FirstFrame.Module is not null);
        var module = hasModule ? JoinedPath.Of(_accesses.Select(access => access.FirstFrame.Module)) : null;
        if (hasModule && module!.Pattern is null) _reasons.Add($"The file of the first frame {module.Because}.");
        Put(
            ExceptionTerm.FirstFrame, $"{Words.Of(kinds[0])} {module?.Pattern}".Trim(),
            module is null
                ? "Every call comes from that kind of code, and no file is behind it."
                : $"Every call comes from that kind of code, and its file {module.Because}.");

        var shapes = _accesses.Select(access => access.Shape).Distinct().ToList();
        return terms with
        {
            FirstFrameKind = kinds[0],
            FirstFrameModule = module?.Pattern,
            Shape = Put(ExceptionTerm.Shape, shapes is [{ } one] ? one : null, shapes switch
            {
                [not null] => "The whole call trace is the same every time, but for its addresses.",
                _ when shapes.Contains(null) => "The whole call trace is not kept of every access.",
                _ => $"The call traces have {shapes.Count} shapes.",
            }),
        };
    }

    private ExceptionTerms WithPlace(ExceptionTerms terms)
    {
        var hosts = Distinct(_accesses.Select(access => NameOf(access.Host)));
        var isForAll = hosts.Contains(null) || hosts.Count > HostsMax;
        Put(
            ExceptionTerm.Host, isForAll ? null : Joined(hosts.OfType<string>()),
            hosts.Contains(null) ? "Some events do not say on which host they happened."
            : isForAll ? $"It was seen on {hosts.Count} hosts, and an item names {HostsMax} at most."
            : "It was seen on these hosts only.");

        var users = Distinct(_accesses.Select(access => access.Source.User));
        var hasUsers = users.Count <= UsersMax && users.All(user => user is not null && ScopeRules.IsAccount(user));
        Put(
            ExceptionTerm.User, hasUsers ? Joined(users.OfType<string>()) : null,
            hasUsers ? "These accounts did it, and no other."
            : users.Contains(null) ? "The account of the source is not known of every access."
            : "There are too many accounts, or they have no names.");

        var rules = Distinct(_accesses.Select(access => access.RuleId)).OfType<string>().ToList();
        Put(ExceptionTerm.Rule, Joined(rules), "It was found by these rules.");
        Put(ExceptionTerm.Time, null, "For how long it holds is for whoever answers for it to say.");
        return terms with
        {
            IsForAllHosts = isForAll,
            Hosts = isForAll ? [] : [.. hosts.OfType<string>()],
            Users = hasUsers ? [.. users.OfType<string>()] : [],
            RuleIds = rules,
        };
    }

    private long Count(Func<CandidateAccess, bool> isSo) =>
        _observed.Where(one => isSo(one.Access)).Sum(one => (long)one.Count);

    private string? Put(ExceptionTerm term, string? value, string because)
    {
        _justified.Add(new SuggestedTerm(term, value ?? "", because, value is null));
        return value;
    }

    private static List<string?> Distinct(IEnumerable<string?> values) =>
        [.. values.Order(StringComparer.Ordinal).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string Joined(IEnumerable<string> values) => string.Join(", ", values);

    // An item cannot name blanks and wildcards.
    private static string? NameOf(Host host) =>
        (host.Name == Host.Unknown ? host.Id : host.Name) is { } name && ScopeRules.IsHost(name) ? name : null;
}
