using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>A directory of its own for one test, gone afterwards.</summary>
internal sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("detection-api-test-").FullName;

    public void Dispose()
    {
        // Pooled connections hold the files; on Windows they could not be deleted.
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
