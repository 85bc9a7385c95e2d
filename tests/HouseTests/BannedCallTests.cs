using System.Text.RegularExpressions;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>What is not written here, and what is written instead.</summary>
public class BannedCallTests
{
    [Theory]
    [InlineData(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", "ask the TimeProvider")]
    [InlineData(@"\bStopwatch\b", "ask the TimeProvider: GetTimestamp, GetElapsedTime")]
    [InlineData(@"\bGuid\.(NewGuid|CreateVersion7)\b",
        "make ids of content (Fingerprint): the same events must give the same ids")]
    [InlineData(@"\bThread\.Sleep\b", "await Task.Delay(time, timeProvider, cancellationToken)")]
    [InlineData(@"\.Result(?=[.;,)\]])", "await it")]
    [InlineData(@"\.Wait\(", "await it")]
    [InlineData(@"\.GetAwaiter\(\)", "await it")]
    [InlineData(@"\basync void\b", "return a Task: an exception in it would end the process")]
    [InlineData(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(", "add a line to the folder's Log class")]
    [InlineData(@"^\s*#(end)?region\b", "make it a type")]
    [InlineData(@"^\s*#pragma\b", "mend it, or turn the rule off in .editorconfig with a reason")]
    [InlineData(@"^\s*#nullable\b", "say what may be null")]
    [InlineData(@"\bSuppressMessage\b", "mend it, or turn the rule off in .editorconfig with a reason")]
    [InlineData(@"\bNotImplementedException\b", "write it, or leave it out")]
    [InlineData(@"\bRandom\b", "take it from content: what happens must happen again on the same input")]
    [InlineData(@"\bcatch( \(Exception( \w+)?\))?$", "catch what you can answer for, with a `when`")]
    public void Some_things_are_not_written(string pattern, string instead) => AssertAbsent("src", pattern, instead);

    [Theory]
    [InlineData("TODO")]
    [InlineData("FIXME")]
    [InlineData("HACK")]
    [InlineData("XXX")]
    public void Nothing_is_left_for_later_in_a_comment(string word) => House.AssertNone(
        from file in SourceTree.CSharp("src")
        from line in file.Lines.Index()
        where Regex.IsMatch(line.Item, $@"\b{word}\b")
        select $"{file.Path}:{line.Index + 1}: do it, or make it an issue");

    [Fact]
    public void Only_the_program_and_the_demonstration_speak_on_the_console() => AssertAbsent(
        "src", @"\bConsole\.", "add a line to the folder's Log class", "src/Api/Program.cs", "src/Api/Demo/");

    [Theory]
    [InlineData(@"\b(File|Directory|FileStream|FileInfo|DirectoryInfo)\b[.(]", "take bytes or text")]
    [InlineData(@"\b(HttpClient|Socket|Dns|Process)\.", "the domain talks to nobody")]
    [InlineData(@"\b(async|await|Task|ValueTask)\b", "decide at once; waiting is the caller's")]
    [InlineData(@"\bEnvironment\.", "take what is needed as an argument")]
    [InlineData(@"\bTimeProvider\b", "take the time as an argument")]
    [InlineData(@"\bIServiceProvider\b", "take what is needed as an argument")]
    public void The_domain_decides_without_looking_around(string pattern, string instead) =>
        AssertAbsent("src/Domain", pattern, instead);

    // Documentation may name what code may not call.
    private static void AssertAbsent(string folder, string pattern, string instead, params string[] except) =>
        House.AssertNone(
            from file in SourceTree.CSharp(folder)
            where !except.Any(allowed => file.Path.StartsWith(allowed, StringComparison.Ordinal))
            from line in file.Lines.Index()
            where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)
            where Regex.IsMatch(line.Item, pattern)
            select $"{file.Path}:{line.Index + 1}: {instead}");
}
