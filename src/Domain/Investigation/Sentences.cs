using DetectionApi.Domain.Alerts;

namespace DetectionApi.Domain.Investigation;

/// <summary>What others wrote, put into our sentences.</summary>
internal static class Sentences
{
    private const int CommandLengthMax = 400;

    /// <summary>A command line in quotation marks, cut at a length, with what cannot be seen made visible.</summary>
    public static string Command(string line) => $"\u201c{Quoted.Visible(line.Trim(), CommandLengthMax)}\u201d";
}
