using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Reads the envelope of an event that will be kept.</summary>
public sealed class EnvelopeReader(FieldSet fields)
{
    private readonly int _timestamp = fields.SlotOf("@timestamp");
    private readonly int _code = fields.SlotOf("event.code");
    private readonly int _computer = fields.SlotOf("winlog.computer_name");
    private readonly int _channel = fields.SlotOf("winlog.channel");
    private readonly int _provider = fields.SlotOf("winlog.provider_name");
    private readonly int _recordId = fields.SlotOf("winlog.record_id");
    private readonly int _hostName = fields.SlotOf("host.name");
    private readonly int _hostId = fields.SlotOf("host.id");
    private readonly int _tags = fields.SlotOf("tags");

    /// <summary>The fields that it asks for.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "@timestamp", "event.code", "winlog.computer_name", "winlog.channel", "winlog.provider_name",
        "winlog.record_id",
        "host.name", "host.id", "tags",
    ];

    /// <summary>Reads the envelope of a normalised event.</summary>
    public EventEnvelope Read(EventView view)
    {
        var host = HostOf(view);
        DateTimeOffset? at = EventTime.TryParse(view.Text(_timestamp), out var time) ? time : null;
        var recordId = RecordId(view);
        var key = recordId is null
            ? EventKey.OfContent(view.Document)
            : EventKey.OfRecord(
                host.Name, Folded(view, _channel), Folded(view, _provider), recordId.TrimStart('0'), at);

        return new EventEnvelope(key, host, view.Copy(_code), recordId, at);
    }

    /// <summary>The host of a normalised event.</summary>
    public Host HostOf(EventView view) =>
        Host.Of(view.Copy(_computer), view.Copy(_hostName), view.Copy(_hostId), IsForwarded(view));

    private static string Folded(EventView view, int slot) => (view.Copy(slot) ?? "").ToLowerInvariant();

    private bool IsForwarded(EventView view)
    {
        foreach (var tag in view.All(_tags))
            if (Ascii.EqualsIgnoreCase(tag.Bytes, "forwarded"u8)) return true;

        return false;
    }

    // Event tracing sessions number nothing and send 0 for every record.
    private string? RecordId(EventView view) =>
        view.Text(_recordId).TrimStart((byte)'0').IsEmpty ? null : view.Copy(_recordId);
}
