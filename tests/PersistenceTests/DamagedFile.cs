using Microsoft.Data.Sqlite;

namespace DetectionApi.PersistenceTests;

/// <summary>Makes database files that are not whole.</summary>
internal static class DamagedFile
{
    /// <summary>Flips bytes in the first page of a table or index of a file that nobody has open.</summary>
    public static void FlipBytes(string file, string table)
    {
        var (page, size) = PageOf(file, table);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = (page - 1) * size;
        var bytes = new byte[64];
        stream.ReadExactly(bytes);
        for (var i = 0; i < bytes.Length; i++) bytes[i] ^= 0xff;
        stream.Position = (page - 1) * size;
        stream.Write(bytes);
    }

    private static (long Page, long Size) PageOf(string file, string table)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = $table";
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
