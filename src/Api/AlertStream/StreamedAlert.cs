using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DetectionApi.Api.Alerts;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Alerts;

namespace DetectionApi.Api.AlertStream;

/// <summary>A change as listeners are told it; written once for all of them, and only if one asks.</summary>
/// <param name="changed">The change.</param>
/// <param name="isNew">Whether the alert is new to whoever is told.</param>
/// <param name="json">How JSON looks.</param>
internal sealed class StreamedAlert(ChangedAlert changed, bool isNew, JsonSerializerOptions json)
{
    private byte[]? _frame;

    /// <summary>The number of the change.</summary>
    public long Number => changed.Number;

    /// <summary>The alert.</summary>
    public Alert Alert => changed.Alert;

    /// <summary>The event as it goes over the wire.</summary>
    public byte[] Frame => _frame ??= Write();

    private byte[] Write()
    {
        var frame = new ArrayBufferWriter<byte>();
        var number = changed.Number.ToString(CultureInfo.InvariantCulture);
        var name = isNew ? "alert-created" : "alert-changed";
        frame.Write(Encoding.ASCII.GetBytes($"id: {number}\nevent: {name}\ndata: "));

        // Line ends within texts are escaped, so it is one line.
        frame.Write(JsonSerializer.SerializeToUtf8Bytes(AlertResponse.Of(changed.Alert), json));
        frame.Write("\n\n"u8);
        return frame.WrittenSpan.ToArray();
    }
}
