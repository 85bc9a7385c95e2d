using System.Text;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>What the entries of an item ask, each thing once.</summary>
internal sealed class KibanaAnswers
{
    private const int MasksShown = 4;

    private readonly Dictionary<KibanaQuestion, (string Field, IReadOnlyList<string> Values)> _asked = [];

    /// <summary>Notes what an entry asks. False if another one asks the same thing in another way.</summary>
    public bool TryAdd(KibanaQuestion question, string field, IReadOnlyList<string> values) =>
        _asked.TryAdd(question, (field, values))
        || _asked[question].Values.SequenceEqual(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>The field by which something is asked that cannot be asked so, with the reason.</summary>
    public (string Field, ImportRefusalCode Code, string Detail)? FindFault()
    {
        if (One(KibanaQuestion.ProcessName) is { } name && One(KibanaQuestion.Executable) is { } path
            && !name.Equals(WindowsPath.NameOf(path), StringComparison.OrdinalIgnoreCase))
            return (KibanaFields.ProcessName, ImportRefusalCode.AskedTwice,
                $"The program is called {name} and lies at {path}; leave one of both out.");
        if (_asked.ContainsKey(KibanaQuestion.Subject) != _asked.ContainsKey(KibanaQuestion.Trusted))
            return (KibanaFields.CodeSignatures[0], ImportRefusalCode.UnsupportedValue,
                "A signer takes both entries, subject_name and trusted: true. A signature that need not verify names "
                + "nobody.");
        if (One(KibanaQuestion.Trusted) is { } trusted && !trusted.Equals("true", StringComparison.OrdinalIgnoreCase))
            return (KibanaFields.CodeSignatures[0], ImportRefusalCode.UnsupportedValue,
                "A signature that does not verify names nobody; only trusted: true identifies a source.");
        if (UnreadableMask() is { } mask)
            return (KibanaFields.GrantedAccess, ImportRefusalCode.UnsupportedValue, $"{mask} is no access mask.");

        return _asked.TryGetValue(KibanaQuestion.CallTrace, out var trace) && FindFirstFrame() is null
            ? (trace.Field, ImportRefusalCode.UnsupportedValue,
                $@"{trace.Values[0]} cannot be taken over: only a first frame can, such as UNKNOWN(* or "
                + @"C:\\Program Files\\Vendor\\hook.dll+*.")
            : null;
    }

    /// <summary>The terms of an item that asks the same.</summary>
    public ExceptionItemRequest ToTerms() => new()
    {
        Source = new ExceptionSource(
            One(KibanaQuestion.Subject) is { } subject ? new ExceptionSigner(subject) : null,
            One(KibanaQuestion.Executable) ?? One(KibanaQuestion.ProcessName), One(KibanaQuestion.Sha256),
            One(KibanaQuestion.ParentExecutable)),
        Target = new ExceptionTarget(One(KibanaQuestion.TargetImage)),
        Access = new ExceptionAccess(Classes()),
        CallTrace = new ExceptionCallTrace(FindFirstFrame()),
        Scope = new ExceptionScope(
            !_asked.ContainsKey(KibanaQuestion.Host), All(KibanaQuestion.Host), All(KibanaQuestion.User)),
    };

    /// <summary>What is read into the item that its entries do not say by themselves, a sentence each.</summary>
    public IEnumerable<string> Notes()
    {
        if (All(KibanaQuestion.GrantedAccess) is not [_, ..] masks) yield break;

        var shown = string.Join(", ", masks.Take(MasksShown)) + (masks.Count > MasksShown ? " …" : "");
        yield return $"The masks {shown} are taken as {string.Join(", ", Classes().Select(Words.Of))}, and other masks "
            + "of these pass, too.";
    }

    private string? One(KibanaQuestion question) =>
        _asked.TryGetValue(question, out var asked) ? asked.Values[0] : null;

    private IReadOnlyList<string> All(KibanaQuestion question) =>
        _asked.TryGetValue(question, out var asked) ? asked.Values : [];

    private string? UnreadableMask() =>
        All(KibanaQuestion.GrantedAccess).FirstOrDefault(text => MaskOf(text) is null);

    // What any of the masks is good for: the item may then allow more than these masks, and says so.
    private List<AccessClasses> Classes()
    {
        var all = All(KibanaQuestion.GrantedAccess)
            .Aggregate(AccessClasses.None, (classes, text) => classes | MaskOf(text)!.Value.Classes);
        return [.. Enum.GetValues<AccessClasses>().Where(one => one is not AccessClasses.None && all.HasFlag(one))];
    }

    private static AccessMask? MaskOf(string text) =>
        AccessMaskText.TryParse(Encoding.UTF8.GetBytes(text), out var bits) ? new AccessMask(bits) : null;

    private ExceptionFirstFrame? FindFirstFrame()
    {
        if (One(KibanaQuestion.CallTrace) is not { } trace || !trace.EndsWith('*')) return null;

        var start = trace.TrimEnd('*').TrimEnd('+', '(');
        if (start.Equals(KibanaFields.Unbacked, StringComparison.OrdinalIgnoreCase))
            return new ExceptionFirstFrame(FirstFrameKind.Unbacked);
        if (!start.Contains('\\') || start.Contains('|') || start[0] == '*') return null;

        // A file is of the kind that it would be in an event.
        var source = One(KibanaQuestion.Executable);
        var frame = FirstFrame.Of(CallTrace.Parse($"{start}+0"), source);
        return frame.Kind is FirstFrameKind.SourceImage
            ? new ExceptionFirstFrame(frame.Kind)
            : new ExceptionFirstFrame(frame.Kind, start);
    }
}

/// <summary>What an entry may ask of an event.</summary>
internal enum KibanaQuestion
{
    /// <summary>The path of the source.</summary>
    Executable,

    /// <summary>The file name of the source.</summary>
    ProcessName,

    /// <summary>The hash of the source.</summary>
    Sha256,

    /// <summary>Who signed the source.</summary>
    Subject,

    /// <summary>Whether the signature verified.</summary>
    Trusted,

    /// <summary>Who started the source.</summary>
    ParentExecutable,

    /// <summary>Who was opened.</summary>
    TargetImage,

    /// <summary>With which rights.</summary>
    GrantedAccess,

    /// <summary>By which code.</summary>
    CallTrace,

    /// <summary>On which host.</summary>
    Host,

    /// <summary>By whose account.</summary>
    User,
}
