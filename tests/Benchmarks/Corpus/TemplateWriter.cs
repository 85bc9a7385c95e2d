using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Writes a story down as Winlogbeat sends it.</summary>
internal sealed class TemplateWriter
{
    /// <summary>The line before each event.</summary>
    public const string Action = """{"create":{"_index":"winlogbeat-8.17.0"}}""";

    private readonly ArrayBufferWriter<byte> _body = new(4 * 1024 * 1024);
    private readonly List<PatchSite> _sites = [];

    /// <summary>The template of a story.</summary>
    public static BatchTemplate Write(BatchStory story)
    {
        var writer = new TemplateWriter();
        foreach (var planned in story.Events) writer.Write(planned);
        return new BatchTemplate(
            writer._body.WrittenSpan.ToArray(), [.. writer._sites],
            [.. story.Events.Select(e => (int)(e.At * CorpusPlan.BatchSpan.TotalMilliseconds))], story.ProcessCount,
            new ExpectedOfBatch(story.Matches, story.MatchesOfVersion3, story.AlertsOfPassing));
    }

    private void Write(PlannedEvent planned)
    {
        var kind = EventKinds.Of(planned.Code);
        Raw($"{Action}\n{{\"@timestamp\":\"");
        Site(PatchKind.Timestamp);
        Raw("Z\",\"message\":\"");
        WriteMessage(kind, planned);
        Raw("\",");
        Site(PatchKind.Origin);
        Raw($$""","event":{"code":"{{planned.Code}}","kind":"event","provider":"Microsoft-Windows-Sysmon",""");
        Raw("\"created\":\"");
        Site(PatchKind.Created);
        Raw($"Z\",\"action\":\"{kind.Task}\"}},\"log\":{{\"level\":\"information\"}},");
        WriteRecord(kind, planned);
        Raw("}\n");
    }

    private void WriteRecord(EventKind kind, PlannedEvent planned)
    {
        Raw("\"winlog\":{\"channel\":\"Microsoft-Windows-Sysmon/Operational\",");
        Raw($"\"provider_name\":\"Microsoft-Windows-Sysmon\",\"event_id\":\"{planned.Code}\",\"record_id\":");
        Site(PatchKind.RecordId);
        Raw(",\"computer_name\":\"");
        Site(PatchKind.Computer);
        Raw("\",\"api\":\"wineventlog\",\"provider_guid\":\"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}\",");
        Raw($"\"opcode\":\"Info\",\"task\":\"{kind.Task}\",\"version\":{kind.Version},");
        Raw("\"process\":{\"pid\":3236,\"thread\":{\"id\":4832}},\"user\":{\"identifier\":\"S-1-5-18\",");
        Raw("\"domain\":\"NT AUTHORITY\",\"name\":\"SYSTEM\",\"type\":\"Well Known Group\"},\"event_data\":{");
        var separator = "\"";
        foreach (var field in planned.Fields)
        {
            Raw($"{separator}{field.Name}\":\"");
            WriteValue(field);
            separator = "\",\"";
        }

        Raw("\"}}");
    }

    private void WriteMessage(EventKind kind, PlannedEvent planned)
    {
        Raw($"{kind.Headline}:");
        foreach (var field in planned.Fields)
        {
            Raw($"\\n{field.Name}: ");
            WriteValue(field);
        }
    }

    private void WriteValue(EventField field)
    {
        switch (field.Source)
        {
            case FieldSource.Text:
                Raw(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(field.Text));
                break;
            case FieldSource.UtcTime:
                Site(PatchKind.UtcTime);
                break;
            case FieldSource.ProcessId:
                Site(PatchKind.ProcessId, field.Process);
                break;
            case FieldSource.ProcessGuid:
                Raw("{");
                Site(PatchKind.ProcessGuid, field.Process);
                Raw("}");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field));
        }
    }

    private void Site(PatchKind kind, int process = 0)
    {
        _sites.Add(new PatchSite(_body.WrittenCount, kind, checked((byte)process)));
        _body.Write(new byte[BatchPrinter.WidthOf(kind)]);
    }

    private void Raw(string text) => _body.Write(Encoding.UTF8.GetBytes(text));
}
