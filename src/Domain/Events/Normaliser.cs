namespace DetectionApi.Domain.Events;

/// <summary>
/// Gives an event the fields that Elastic's ingest pipelines would have given it, so that a rule answers alike for raw
/// Winlogbeat 8 and 9, for Winlogbeat 7 and for Elastic Agent.
/// </summary>
/// <remarks>
/// What an event has already is left as it is, but for the spelling of codes, GUIDs and access masks. All that it does
/// is in the tables <see cref="WindowsMappings"/>, <see cref="SysmonMappings"/> and <see cref="SecurityMappings"/>.
/// Immutable and safe to share.
/// </remarks>
public sealed class Normaliser
{
    private static readonly string[] Deciding =
    [
        .. WindowsMappings.Marks, .. SysmonMappings.ProcessAccessMarks, "event.code", "event.provider",
        "event.category", "event.type", "@timestamp",
    ];

    private readonly FieldSpelling[] _spellings;
    private readonly NormaliserStep[] _envelope;
    private readonly Constant[] _constants;
    private readonly SysmonNormaliser _sysmon;
    private readonly SecurityNormaliser _security;
    private readonly int[] _marks;

    /// <summary>A normaliser for events of which the <paramref name="wanted"/> fields will be asked.</summary>
    public Normaliser(IEnumerable<string> wanted)
    {
        Fields = new FieldSet(WithSources([.. Deciding, .. wanted]));
        _spellings = [.. Fields.Names.Select(SpellingOf).OfType<FieldSpelling>()];
        _envelope = NormaliserStep.For(WindowsMappings.Envelope, Fields);
        _constants = [.. WindowsMappings.Constants.Where(c => Fields.TryGetSlot(c.Key, out _))
            .Select(c => new Constant(Fields.SlotOf(c.Key), c.Value))];
        _sysmon = new SysmonNormaliser(Fields);
        _security = new SecurityNormaliser(Fields);
        _marks = [.. WindowsMappings.Marks.Select(Fields.SlotOf)];
    }

    /// <summary>The wanted fields and those that they are made from.</summary>
    public FieldSet Fields { get; }

    /// <summary>Completes the event in place. An event of another log than Windows' stays as it is.</summary>
    public void Apply(EventView view)
    {
        var isSecurity = _security.Wrote(view);
        foreach (var spelling in _spellings) spelling.Apply(view, keepsDashes: isSecurity);
        var isSysmon = _sysmon.Wrote(view);
        if (!isSysmon && !HasMark(view)) return;

        foreach (var step in _envelope) step.Fill(view);
        foreach (var constant in _constants)
            if (!view.HasText(constant.Slot)) view.Set(constant.Slot, FieldKind.Text, constant.Value);

        if (isSysmon) _sysmon.Complete(view);
        else if (isSecurity) _security.Complete(view);
    }

    private bool HasMark(EventView view)
    {
        foreach (var slot in _marks)
            if (view.Has(slot)) return true;

        return false;
    }

    private FieldSpelling? SpellingOf(string field)
    {
        var isData = field.StartsWith(WindowsMappings.EventData, StringComparison.Ordinal);
        var conversion = WindowsMappings.Spellings.GetValueOrDefault(field);
        return isData || conversion is not FieldConversion.None
            ? new FieldSpelling(Fields.SlotOf(field), conversion, isData)
            : null;
    }

    // A source may itself be filled from another field, so the tables are followed until nothing is added.
    private static HashSet<string> WithSources(HashSet<string> wanted)
    {
        FieldMapping[] all = [.. WindowsMappings.Envelope, .. SysmonMappings.All.Rows, .. SecurityMappings.All.Rows];
        for (var before = -1; before < wanted.Count;)
        {
            before = wanted.Count;
            wanted.UnionWith(all.Where(m => wanted.Contains(m.Target)).SelectMany(m => m.Sources).ToList());
        }

        return wanted;
    }

    private sealed record Constant(int Slot, byte[] Value);
}
