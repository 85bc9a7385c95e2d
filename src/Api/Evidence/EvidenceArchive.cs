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
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
                entry.LastWriteTime = NoTime;
                entry.ExternalAttributes = 0;
                using var content = entry.Open();
                content.Write(file.Content);
            }

        return WithoutPlatform(bytes.ToArray());
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

    // Each entry of the directory at the end says on which kind of system it was made.
    private static byte[] WithoutPlatform(byte[] archive)
    {
        const int EndBytes = 22;
        const int EntryBytes = 46;
        var end = archive.AsSpan(archive.Length - EndBytes);
        var at = BinaryPrimitives.ReadInt32LittleEndian(end[16..]);
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]); left > 0; left--)
        {
            var entry = archive.AsSpan(at);
            entry[5] = 0;
            at += EntryBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        return archive;
    }
}
