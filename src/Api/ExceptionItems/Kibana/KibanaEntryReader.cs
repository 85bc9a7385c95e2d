using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Reads what Kibana's entries ask, as far as an item of this service can ask it.</summary>
internal sealed class KibanaEntryReader
{
    private static readonly Dictionary<string, (KibanaQuestion Question, Form Form)> Known = new()
    {
        [KibanaFields.Executable] = (KibanaQuestion.Executable, Form.Path),
        [KibanaFields.SourceImage] = (KibanaQuestion.Executable, Form.Path),
        [KibanaFields.ProcessName] = (KibanaQuestion.ProcessName, Form.Path),
        [KibanaFields.Sha256] = (KibanaQuestion.Sha256, Form.Text),
        [KibanaFields.ParentExecutable] = (KibanaQuestion.ParentExecutable, Form.Path),
        [KibanaFields.TargetImage] = (KibanaQuestion.TargetImage, Form.Path),
        [KibanaFields.GrantedAccess] = (KibanaQuestion.GrantedAccess, Form.Any),
        [KibanaFields.CallTrace] = (KibanaQuestion.CallTrace, Form.Wildcard),
        [KibanaFields.HostName] = (KibanaQuestion.Host, Form.Any),
        ["host.hostname"] = (KibanaQuestion.Host, Form.Any),
        [KibanaFields.HostId] = (KibanaQuestion.Host, Form.Any),
        ["winlog.computer_name"] = (KibanaQuestion.Host, Form.Any),
        [KibanaFields.SourceUser] = (KibanaQuestion.User, Form.Any),

        // Of Sysmon's events nobody can mean it; the gate says why, and what to take.
        ["user.id"] = (KibanaQuestion.User, Form.Any),
    };

    // So is every event that the rules look at.
    private static readonly Dictionary<string, string> Always = new()
    {
        ["event.code"] = "10",
        ["host.os.type"] = KibanaFields.Windows,
        ["winlog.channel"] = "Microsoft-Windows-Sysmon/Operational",
    };

    private readonly KibanaAnswers _answers = new();
    private readonly List<EntryFault> _faults = [];

    private enum Form
    {
        /// <summary>One text, letter by letter.</summary>
        Text,

        /// <summary>One path, with wildcards or without.</summary>
        Path,

        /// <summary>One text with wildcards.</summary>
        Wildcard,

        /// <summary>Any of several texts.</summary>
        Any,
    }

    /// <summary>What the entries ask; with every reason if an item cannot ask it.</summary>
    public static (KibanaAnswers Asked, IReadOnlyList<EntryFault> Faults) Read(IReadOnlyList<KibanaEntry?> entries)
    {
        var reader = new KibanaEntryReader();
        foreach (var (index, entry) in entries.Index()) reader.Read(index, entry);

        if (reader._faults.Count == 0 && reader._answers.FindFault() is var (field, code, detail))
            reader._faults.Add(new EntryFault(null, field, code, detail));
        return (reader._answers, reader._faults);
    }

    private void Read(int index, KibanaEntry? entry)
    {
        if (entry is not { Field: { Length: > 0 } field })
        {
            Refuse(index, null, ImportRefusalCode.UnsupportedEntryType, "An entry has a field.");
            return;
        }

        if (entry.Type == KibanaFields.Nested) ReadNested(index, field, entry.Entries ?? []);
        else if (IsIncluded(index, entry)) ReadPlain(index, field, entry);
    }

    private void ReadNested(int index, string field, IReadOnlyList<KibanaEntry?> parts)
    {
        if (!KibanaFields.CodeSignatures.Contains(field))
        {
            Refuse(
                index, field, ImportRefusalCode.UnsupportedField,
                $"{field} cannot be asked by parts; only {string.Join(" and ", KibanaFields.CodeSignatures)} can.");
            return;
        }

        foreach (var part in parts)
            if (part is not { Field: { Length: > 0 } name })
                Refuse(index, field, ImportRefusalCode.UnsupportedEntryType, "A nested entry has a field.");
            else if (IsIncluded(index, part))
                ReadSignature(index, field, name, part);
    }

    private void ReadPlain(int index, string field, KibanaEntry entry)
    {
        if (Always.TryGetValue(field, out var always))
        {
            if (ValuesOf(index, field, entry, Form.Any) is { } all
                && !all.Contains(always, StringComparer.OrdinalIgnoreCase))
                Refuse(
                    index, field, ImportRefusalCode.UnsupportedValue,
                    $"It can never match: {field} is {always} on every event that a rule looks at.");
            return;
        }

        var signature = KibanaFields.CodeSignatures.FirstOrDefault(
            prefix => field.StartsWith($"{prefix}.", StringComparison.Ordinal));
        if (signature is not null) ReadSignature(index, field, field[(signature.Length + 1)..], entry);
        else if (Known.TryGetValue(field, out var known)) Ask(index, field, known.Question, known.Form, entry);
        else
            Refuse(
                index, field, ImportRefusalCode.UnsupportedField,
                $"{field} is not asked by items of this service; they ask "
                + string.Join(", ", Known.Keys.Append(KibanaFields.CodeSignatures[0]).Order(StringComparer.Ordinal)));
    }

    private void ReadSignature(int index, string field, string part, KibanaEntry entry)
    {
        if (part is KibanaFields.SubjectName) Ask(index, field, KibanaQuestion.Subject, Form.Text, entry);
        else if (part is KibanaFields.Trusted) Ask(index, field, KibanaQuestion.Trusted, Form.Text, entry);
        else
            Refuse(
                index, field, ImportRefusalCode.UnsupportedField,
                $"Of a signature {KibanaFields.SubjectName} and {KibanaFields.Trusted} are asked, not {part}.");
    }

    private void Ask(int index, string field, KibanaQuestion question, Form form, KibanaEntry entry)
    {
        if (ValuesOf(index, field, entry, form) is { } values && !_answers.TryAdd(question, field, values))
            Refuse(
                index, field, ImportRefusalCode.AskedTwice,
                "Another entry asks the same thing of an event in another way; both must hold, and an item asks it "
                + "once.");
    }

    // What the entry wants, if it asks in a way that is understood.
    private IReadOnlyList<string>? ValuesOf(int index, string field, KibanaEntry entry, Form form)
    {
        if (!IsTypeOf(form, entry.Type))
        {
            Refuse(
                index, field, ImportRefusalCode.UnsupportedEntryType,
                $"{field} cannot be asked by {entry.Type ?? "nothing"}, but by {string.Join(" or ", TypesOf(form))}.");
            return null;
        }

        var values = entry.Value?.All ?? [];
        if (values.Count == 0 || (form is not Form.Any && values.Count > 1))
        {
            Refuse(
                index, field, ImportRefusalCode.UnsupportedValue,
                values.Count == 0
                    ? "The entry has no value."
                    : $"An item takes one {field}; make an item of each of the {values.Count} values.");
            return null;
        }

        if (entry.Type == KibanaFields.Wildcard) return Unescaped(index, field, values[0]);
        if (form is not Form.Path || !values.Any(PathPattern.HasWildcard)) return values;

        Refuse(
            index, field, ImportRefusalCode.UnsupportedValue,
            $"{values[0]}: {entry.Type} compares letter by letter, and no path has * or ? in it; make it a wildcard.");
        return null;
    }

    private List<string>? Unescaped(int index, string field, string value)
    {
        if (KibanaWildcard.Unescape(value) is { } plain) return [plain];

        Refuse(
            index, field, ImportRefusalCode.UnsupportedValue,
            $@"{value} has single backslashes and doubled ones; double all of them, as in C:\\Tools\\*\\agent.exe.");
        return null;
    }

    private bool IsIncluded(int index, KibanaEntry entry)
    {
        if (entry.Operator == KibanaFields.Included) return true;

        Refuse(
            index, entry.Field, ImportRefusalCode.UnsupportedOperator,
            entry.Operator == KibanaFields.Excluded
                ? "Items of this service say what must be, never what must not be."
                : $"The operator is {entry.Operator ?? "missing"}; it must be {KibanaFields.Included}.");
        return false;
    }

    private static bool IsTypeOf(Form form, string? type) =>
        TypesOf(form).Contains(type) || (type == KibanaFields.MatchAny && form is Form.Path or Form.Text);

    private static string[] TypesOf(Form form) => form switch
    {
        Form.Text => [KibanaFields.Match],
        Form.Path => [KibanaFields.Match, KibanaFields.Wildcard],
        Form.Wildcard => [KibanaFields.Wildcard],
        _ => [KibanaFields.Match, KibanaFields.MatchAny],
    };

    private void Refuse(int index, string? field, ImportRefusalCode code, string detail) =>
        _faults.Add(new EntryFault(index, field, code, detail));
}
