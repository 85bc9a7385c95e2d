namespace DetectionApi.Benchmarks.Report;

/// <summary>Says on the error stream how far a run is, so that the output stays the report's.</summary>
internal static class Progress
{
    private static int s_width;

    /// <summary>Shows a line in the place of the one before; nothing if nobody watches.</summary>
    public static void Show(string line)
    {
        if (Console.IsErrorRedirected) return;
        Console.Error.Write($"\r{line.PadRight(s_width)}");
        s_width = line.Length;
    }

    /// <summary>Clears the line.</summary>
    public static void Clear()
    {
        Show("");
        if (!Console.IsErrorRedirected) Console.Error.Write('\r');
    }
}
