namespace DetectionApi.Benchmarks.Corpus;

/// <summary>The first events of a corpus as a file, one document a line, gone after use.</summary>
internal sealed class CorpusFile : IDisposable
{
    private CorpusFile(string path, long events, Expectation expected) =>
        (Path, Events, Expected) = (path, events, expected);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>How many lines it has.</summary>
    public long Events { get; }

    /// <summary>What the rule finds in it.</summary>
    public Expectation Expected { get; }

    /// <summary>How long it is.</summary>
    public long Bytes => new FileInfo(Path).Length;

    /// <summary>Writes whole batches until there are at least so many events.</summary>
    public static CorpusFile Write(EventCorpus corpus, int events)
    {
        var path = System.IO.Path.GetTempFileName();
        var printer = new BatchPrinter(corpus);
        var batches = (events + CorpusPlan.EventsPerBatch - 1) / CorpusPlan.EventsPerBatch;
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        for (var number = 0; number < batches; number++)
            foreach (var document in BatchLines.DocumentsOf(printer.Print(number)))
            {
                file.Write(document.Span);
                file.WriteByte((byte)'\n');
            }

        return new CorpusFile(path, (long)batches * CorpusPlan.EventsPerBatch, corpus.ExpectedOf(batches));
    }

    public void Dispose() => File.Delete(Path);
}
