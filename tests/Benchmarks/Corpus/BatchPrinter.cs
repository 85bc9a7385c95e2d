using System.Globalization;
using System.Text;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Makes batches out of templates, by writing over what differs: far cheaper than writing them anew.</summary>
/// <remarks>For one thread. A batch is valid until the next one is printed.</remarks>
internal sealed class BatchPrinter(EventCorpus corpus)
{
    // A time in the record's spelling ends in a Z, which stands in the template.
    private const int TimeBytes = 23;
    private const int RecordIdBytes = 8;
    private const int GuidBytes = 36;
    private const int ProcessIdBytes = 4;

    private const long FirstRecordId = 10_000_000;
    private const int MillisecondsUntilWritten = 7;
    private const int MillisecondsUntilRead = 1_204;

    private readonly byte[]?[] _bodies = new byte[corpus.Templates.Count][];
    private readonly byte[] _guids = new byte[byte.MaxValue * GuidBytes];
    private readonly byte[] _ids = new byte[byte.MaxValue * ProcessIdBytes];
    private readonly byte[] _utcTime = new byte[TimeBytes];

    /// <summary>How many bytes stand at a place.</summary>
    public static int WidthOf(PatchKind kind) => kind switch
    {
        PatchKind.Timestamp or PatchKind.Created or PatchKind.UtcTime => TimeBytes,
        PatchKind.Origin => ShippingHost.OriginBytes,
        PatchKind.RecordId => RecordIdBytes,
        PatchKind.Computer => ShippingHost.ComputerBytes,
        PatchKind.ProcessGuid => GuidBytes,
        _ => ProcessIdBytes,
    };

    /// <summary>Prints the batch of that number.</summary>
    public ReadOnlyMemory<byte> Print(long number)
    {
        var (host, round) = (corpus.HostOf(number), corpus.RoundOf(number));
        var index = corpus.TemplateOf(number);
        var template = corpus.Templates[index];
        var body = _bodies[index] ??= [.. template.Body];
        var from = CorpusPlan.From + round * CorpusPlan.BatchSpan;
        NameProcesses(template.ProcessCount, host, round, from);

        var clock = new BatchClock(from);
        var at = -1;
        var record = FirstRecordId + round * CorpusPlan.EventsPerBatch;
        foreach (var site in template.Sites)
        {
            var place = body.AsSpan(site.Position);
            switch (site.Kind)
            {
                case PatchKind.Timestamp:
                    at++;
                    clock.Write(template.Offsets[at], (byte)' ', _utcTime);
                    clock.Write(template.Offsets[at] + MillisecondsUntilWritten, (byte)'T', place);
                    break;
                case PatchKind.UtcTime:
                    _utcTime.CopyTo(place);
                    break;
                case PatchKind.Created:
                    clock.Write(template.Offsets[at] + MillisecondsUntilRead, (byte)'T', place);
                    break;
                case PatchKind.Origin:
                    host.Origin.CopyTo(place);
                    break;
                case PatchKind.RecordId:
                    (record + at).TryFormat(place, out _, provider: CultureInfo.InvariantCulture);
                    break;
                case PatchKind.Computer:
                    host.Computer.CopyTo(place);
                    break;
                case PatchKind.ProcessGuid:
                    _guids.AsSpan(site.Process * GuidBytes, GuidBytes).CopyTo(place);
                    break;
                default:
                    _ids.AsSpan(site.Process * ProcessIdBytes, ProcessIdBytes).CopyTo(place);
                    break;
            }
        }

        return body;
    }

    // A resident is the same process in all of a computer's batches, any other one only in this.
    private void NameProcesses(int count, ShippingHost host, long round, DateTime from)
    {
        var started = (uint)new DateTimeOffset(from).ToUnixTimeSeconds();
        var booted = (uint)new DateTimeOffset(CorpusPlan.From).ToUnixTimeSeconds();
        for (var i = 0; i < count; i++)
        {
            var isResident = i < Programs.Resident.Length;
            var start = isResident ? booted : started;
            var life = isResident ? 0 : round + 1;
            var id = isResident
                ? 1000 + (host.Number * 7 + i * 11) % 250 * 4
                : 2000 + (round * 131 + i * 7) % 2000 * 4;
            Encoding.UTF8.GetBytes(
                $"{host.Machine}-{start & 0xffff:x4}-{start >> 16:x4}-{i:x4}-0010{life:x8}",
                _guids.AsSpan(i * GuidBytes));
            Encoding.UTF8.GetBytes($"{id:d4}", _ids.AsSpan(i * ProcessIdBytes));
        }
    }
}
