namespace DetectionApi.Benchmarks.Rivals;

/// <summary>What is done with a line of a file.</summary>
internal delegate void LineAction(ReadOnlySpan<byte> line);

/// <summary>Reads a file line by line on the calling thread, without allocating for each.</summary>
internal static class LineFile
{
    private const int BufferBytes = 1 << 20;

    public static void Read(string path, LineAction action)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        for (var kept = 0; ;)
        {
            var read = file.Read(buffer, kept, buffer.Length - kept);
            if (read == 0) return;

            var rest = buffer.AsSpan(0, kept + read);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                action(rest[..end]);
                rest = rest[(end + 1)..];
            }

            rest.CopyTo(buffer);
            kept = rest.Length;
        }
    }
}
