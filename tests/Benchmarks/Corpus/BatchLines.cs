namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Takes batches apart.</summary>
internal static class BatchLines
{
    /// <summary>The documents of a batch: every second line, without its end.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> DocumentsOf(ReadOnlyMemory<byte> batch)
    {
        for (var isDocument = false; !batch.IsEmpty; isDocument = !isDocument)
        {
            var end = batch.Span.IndexOf((byte)'\n');
            if (isDocument) yield return batch[..end];
            batch = batch[(end + 1)..];
        }
    }
}
