using Microsoft.Data.Sqlite;

namespace DetectionApi.Persistence;

/// <summary>Tells what is wrong with the store from what is wrong with what it was given.</summary>
public static class StoreFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>True if an operator can mend it, and until then nothing can be stored.</summary>
    public static bool IsOne(Exception e) => e is IOException || Sqlite(e)?.SqliteErrorCode is
        Busy or Locked or NoMemory or ReadOnly or InputOutput or Corrupt or Full or CannotOpen;

    private static SqliteException? Sqlite(Exception e) => e as SqliteException ?? e.InnerException as SqliteException;
}
