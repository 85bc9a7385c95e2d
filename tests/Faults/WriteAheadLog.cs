using System.Buffers.Binary;

namespace DetectionApi.Faults;

/// <summary>SQLite's write-ahead log of a database, seen from outside.</summary>
/// <remarks>Its format: <see href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log"/>.</remarks>
/// <param name="Checkpoint">How often the log was begun anew; 0 if there is none.</param>
/// <param name="Length">Where its last frame ends. What lies behind is left over from an earlier round.</param>
internal sealed record WriteAheadLog(uint Checkpoint, long Length)
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const int SaltBytes = 8;

    /// <summary>Reads the log of the database in a file.</summary>
    public static async Task<WriteAheadLog> OfAsync(string database)
    {
        var log = new FileInfo(PathOf(database));
        if (!log.Exists || log.Length < HeaderBytes) return new WriteAheadLog(0, 0);

        // SQLite locks it in its own way and minds no reader.
        var bytes = await File.ReadAllBytesAsync(log.FullName);
        var pageBytes = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8));
        var checkpoint = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12));
        var end = HeaderBytes;
        while (end + FrameHeaderBytes + pageBytes <= bytes.Length
            && bytes.AsSpan(end + 8, SaltBytes).SequenceEqual(bytes.AsSpan(16, SaltBytes)))
            end += FrameHeaderBytes + pageBytes;

        return new WriteAheadLog(checkpoint, end);
    }

    /// <summary>The log of a database.</summary>
    public static string PathOf(string database) => database + "-wal";
}
