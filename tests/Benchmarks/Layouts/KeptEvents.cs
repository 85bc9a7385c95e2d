using System.Buffers.Binary;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>What the context keeps of one event.</summary>
/// <param name="At">The event time.</param>
/// <param name="Record">The event as a <see cref="ContextChunk"/> holds it.</param>
/// <param name="Keys">The hashes of its keys, ascending.</param>
internal sealed record KeptEvent(DateTimeOffset At, byte[] Record, uint[] Keys);

/// <summary>Something that is looked for.</summary>
/// <param name="Key">The key.</param>
/// <param name="At">When it happened.</param>
internal sealed record Wanted(ContextKey Key, DateTimeOffset At);

/// <summary>What the context keeps of a corpus, batch by batch, and what is looked for in it.</summary>
internal sealed class KeptEvents
{
    /// <summary>Over what time the events are spread: the store's default age.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(7);

    private const int Searches = 20;

    // Where a record says its time, behind its length.
    private const int TimeAt = sizeof(int);

    private KeptEvents(KeptEvent[][] batches, IReadOnlyList<Wanted> processes) =>
        (Batches, Processes, Count) = (batches, processes, batches.Sum(batch => batch.Length));

    /// <summary>The kept events of each batch.</summary>
    public IReadOnlyList<KeptEvent[]> Batches { get; }

    /// <summary>How many events are kept.</summary>
    public int Count { get; }

    /// <summary>How many bytes they have as they are.</summary>
    public long RecordBytes => Batches.Sum(batch => batch.Sum(e => (long)e.Record.Length));

    /// <summary>How many keys they have, the same one counted again for each event.</summary>
    public long KeyCount => Batches.Sum(batch => batch.Sum(e => (long)e.Keys.Length));

    /// <summary>Processes, from all over the time.</summary>
    public IReadOnlyList<Wanted> Processes { get; }

    /// <summary>Processes that there are not.</summary>
    public IReadOnlyList<Wanted> Strangers { get; } =
    [
        .. from number in Enumerable.Range(0, Searches)
           select new Wanted(
               ContextKey.Of(ContextKeyKind.Process, $"{{00000000-0000-0000-0000-{number:d12}}}"), CorpusPlan.From),
    ];

    /// <summary>The first batches only.</summary>
    public KeptEvents Part(int batches) => new([.. Batches.Take(batches)], Processes);

    /// <summary>The same in batches of so many events at most, as shippers send them that have little to say.</summary>
    public KeptEvents InBatchesOf(int events) =>
        new([.. Batches.SelectMany(batch => batch.Chunk(events))], Processes);

    /// <summary>Reads a corpus as the service does. Its few minutes are spread over the whole time.</summary>
    public static KeptEvents Of(EventCorpus corpus, int batches)
    {
        var detector = new Detector(
            [.. RuleCatalogue.BuiltIn.Select(r => new ActiveRule(r, r.Versions[^1]))], keepsContext: true);
        var (rules, buffer, chunk) = (detector.RulesFor(null), detector.NewBuffer(), new ContextChunk());
        var printer = new BatchPrinter(corpus);
        var kept = new List<KeptEvent>();
        var all = new KeptEvent[batches][];
        for (var number = 0; number < batches; number++)
        {
            var late = Span * number / batches - corpus.RoundOf(number) * CorpusPlan.BatchSpan;
            foreach (var document in BatchLines.DocumentsOf(printer.Print(number)))
            {
                detector.Judge(document.Span, rules, buffer, CorpusPlan.From, chunk);
                if (chunk.Count > 0) kept.Add(Take(chunk, late));
                chunk.Clear();
            }

            all[number] = [.. kept];
            kept.Clear();
        }

        Wanted[] processes =
        [
            .. from number in Enumerable.Range(0, Searches)
               let batch = (int)((number + 0.5) * batches / Searches)
               select ProcessOf(all[batch], corpus.HostOf(batch)),
        ];
        return new KeptEvents(all, processes);
    }

    private static KeptEvent Take(ContextChunk chunk, TimeSpan late)
    {
        var at = chunk.From + late;
        var record = chunk.Records.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(TimeAt), at.ToUnixTimeMilliseconds());
        return new KeptEvent(at, record, chunk.KeyHashes());
    }

    // One that started in the batch.
    private static Wanted ProcessOf(KeptEvent[] batch, ShippingHost host)
    {
        var onHost = new ContextKeySet(
            [ContextKey.Of(ContextKeyKind.Host, System.Text.Encoding.UTF8.GetString(host.Computer))]);
        var start = batch
            .SelectMany(e => ContextEvent.Find(e.Record, onHost, DateTimeOffset.MinValue, DateTimeOffset.MaxValue))
            .Last(e => e.Code == "1");
        return new Wanted(ContextKey.Of(ContextKeyKind.Process, start["process.entity_id"]!), start.At);
    }
}
