namespace DetectionApi.Domain.Events;

/// <summary>
/// Gives an event the fields that Elastic's ingest pipelines would have given it, so that a rule answers alike for raw
/// Winlogbeat 8 and 9, for Winlogbeat 7 and for Elastic Agent.
/// </summary>
/// <remarks>
/// What an event has already is left as it is, but for the spelling of codes, GUIDs and access masks. All that it does
/// is in the tables <see cref="WindowsMappings"/>, <see cref="SysmonMappings"/> and <see cref="SecurityMappings"/>. It
/// works in two passes, because most events are only judged: the second one fills what nobody asks of those.
/// Immutable and safe to share.
/// </remarks>
public sealed class Normaliser
{
    private static readonly string[] Deciding =
    [
        .. WindowsMappings.Marks, .. SysmonMappings.ProcessAccessMarks, "event.code", "event.provider",
        "event.category", "event.type", "@timestamp",
    ];

    private readonly NormaliserPass _judging;
    private readonly NormaliserPass _keeping;
    private readonly SysmonOrigin _sysmon;
    private readonly SecurityOrigin _security;
    private readonly int[] _marks;

    /// <summary>A normaliser for events that are judged, and of which some are kept.</summary>
    /// <param name="judged">The fields that every event will be asked for.</param>
    /// <param name="kept">The fields that only events will be asked for which are completed.</param>
    public Normaliser(IEnumerable<string> judged, IEnumerable<string>? kept = null)
    {
        var first = WithSources([.. Deciding, .. judged]);
        Fields = new FieldSet([.. first, .. WithSources([.. kept ?? []])]);
        _judging = new NormaliserPass(Fields, first.Contains);
        _keeping = new NormaliserPass(Fields, field => !first.Contains(field));
        _sysmon = new SysmonOrigin(Fields);
        _security = new SecurityOrigin(Fields);
        _marks = [.. WindowsMappings.Marks.Select(Fields.SlotOf)];
    }

    /// <summary>The wanted fields and those that they are made from.</summary>
    public FieldSet Fields { get; }

    /// <summary>Fills the judged fields, in place. An event of another log than Windows' stays as it is.</summary>
    /// <returns>Which log it is of.</returns>
    public LogOrigin Apply(EventView view)
    {
        // Where channel and provider are at odds it is Sysmon's, and so are the spellings.
        var isSecurity = _security.Wrote(view) && !_sysmon.Wrote(view);
        _judging.Spell(view, isSecurity);
        var origin = OriginOf(view, isSecurity);
        _judging.Fill(view, origin);
        return origin;
    }

    /// <summary>Fills the kept fields of an event whose judged ones are filled.</summary>
    /// <param name="view">The event.</param>
    /// <param name="origin">What <see cref="Apply"/> returned for it.</param>
    public void Complete(EventView view, LogOrigin origin)
    {
        _keeping.Spell(view, origin is LogOrigin.Security);
        _keeping.Fill(view, origin);
    }

    private LogOrigin OriginOf(EventView view, bool isSecurity)
    {
        if (_sysmon.Wrote(view)) return LogOrigin.Sysmon;
        if (isSecurity) return LogOrigin.Security;
        foreach (var slot in _marks)
            if (view.Has(slot)) return LogOrigin.Windows;

        return LogOrigin.Foreign;
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
}
