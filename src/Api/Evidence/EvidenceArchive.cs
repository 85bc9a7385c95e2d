using System.Buffers.Binary;
using System.IO.Compression;

namespace DetectionApi.Api.Evidence;

/// <summary>A bundle as a ZIP: the same bytes for the same files, on every machine.</summary>
/// <remarks>
/// Files are stored as they are, not compressed, for compressors differ; times are the earliest that ZIP has.
/// </remarks>
internal static class EvidenceArchive
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs files, in their order.</summary>
    public static byte[] Pack(IEnumerable<EvidenceFile> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = New(bytes))
            foreach (var file in files) Add(archive, file);

        Finish(bytes);
        return bytes.ToArray();
    }

    /// <summary>Begins a bundle.</summary>
    /// <param name="stream">Can be read, written and moved in; it stays open.</param>
    public static ZipArchive New(Stream stream) => new(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a file.</summary>
    public static void Add(ZipArchive archive, EvidenceFile file)
    {
        var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        entry.ExternalAttributes = 0;
        using var content = entry.Open();
        content.Write(file.Content);
    }

    /// <summary>Takes out of a bundle that was closed on which kind of system it was made.</summary>
    public static void Finish(Stream stream)
    {
        const int EndBytes = 22;
        const int EntryBytes = 46;
        const int PlatformAt = 5;
        Span<byte> end = stackalloc byte[EndBytes];
        stream.Position = stream.Length - EndBytes;
        stream.ReadExactly(end);
        Span<byte> entry = stackalloc byte[EntryBytes];
        var at = (long)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]); left > 0; left--)
        {
            stream.Position = at;
            stream.ReadExactly(entry);
            stream.Position = at + PlatformAt;
            stream.WriteByte(0);
            at += EntryBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        stream.Position = 0;
    }

    /// <summary>The files of a bundle, in their order.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP, or a file in it is damaged.</exception>
    public static EvidenceFile[] Unpack(byte[] bundle)
    {
        using var archive = new ZipArchive(new MemoryStream(bundle), ZipArchiveMode.Read);
        var files = new List<EvidenceFile>();
        foreach (var entry in archive.Entries)
        {
            // What was stored as it is cannot be longer than the whole: whoever made another ZIP fills no memory here.
            if (entry.Length > bundle.Length || entry.CompressedLength != entry.Length)
                throw new InvalidDataException($"{entry.FullName} is compressed");

            using var content = entry.Open();
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            files.Add(new EvidenceFile(entry.FullName, bytes));
        }

        return [.. files];
    }
}
