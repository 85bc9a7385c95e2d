using System.Buffers.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Tells by its id whether anybody asks for an event, before anything else is done with it.</summary>
public sealed class CodeFilter
{
    private readonly bool[] _wanted = new bool[ushort.MaxValue + 1];
    private readonly bool _wantsAll;
    private readonly int _code;
    private readonly int _eventId;

    /// <summary>A filter for events that are read for <paramref name="fields"/>.</summary>
    /// <param name="fields">The fields, with <c>event.code</c> and <c>winlog.event_id</c>.</param>
    /// <param name="codes">The ids that are asked for; null asks for all.</param>
    public CodeFilter(FieldSet fields, IReadOnlySet<int>? codes)
    {
        _code = fields.SlotOf("event.code");
        _eventId = fields.SlotOf("winlog.event_id");
        _wantsAll = codes is null;
        foreach (var code in codes ?? new HashSet<int>()) _wanted[code] = true;
    }

    /// <summary>True if the event, as it came, may have one of the ids.</summary>
    public bool Wants(EventView view) => _wantsAll || WantsAny(view, _code) || WantsAny(view, _eventId);

    private bool WantsAny(EventView view, int slot)
    {
        foreach (var value in view.All(slot))
            if (Utf8Parser.TryParse(value.Bytes, out ushort code, out var consumed) && consumed == value.Bytes.Length
                && _wanted[code])
                return true;

        return false;
    }
}
