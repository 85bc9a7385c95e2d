using System.Globalization;
using DetectionApi.Hostile.Doors;
using DetectionApi.Hostile.Running;

namespace DetectionApi.Hostile;

/// <summary>
/// Whatever strangers send: the service answers soon and properly, keeps its memory, and still detects.
/// </summary>
/// <remarks>
/// The seed and its number name an input. <c>HOSTILE_SEED</c> and <c>HOSTILE_INPUTS</c> try others, or more of them;
/// with <c>HOSTILE_FIRST</c> the number of one that failed and <c>HOSTILE_INPUTS=1</c> it is tried alone.
/// </remarks>
[Collection(Alone.Name)]
public class HostileTests
{
    private const ulong DefaultSeed = 20260302;
    private const int DefaultInputs = 200_000;
    private const int InputsOfRound = 10_000;
    private const int Workers = 6;
    private const int TimesAlone = 3;
    private const int FaultsShown = 12;
    private const long MoreBytesMax = 256L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task Whatever_is_sent_the_service_answers_and_detects_afterwards()
    {
        var seed = Setting("HOSTILE_SEED", DefaultSeed);
        var start = (int)Setting("HOSTILE_FIRST", 0);
        var end = start + (int)Setting("HOSTILE_INPUTS", DefaultInputs);
        await using var service = new HostileService();
        var watch = new Watch(service);
        await watch.WaitUntilReadyAsync();
        var doors = new DoorList(await Example.SendAllAsync(service.Client));
        var tally = new Tally();

        await watch.AssertDetectsAsync();
        var least = Watch.LiveBytes();
        var more = 0L;
        for (var first = start; first < end; first += InputsOfRound)
        {
            var next = Math.Min(end, first + InputsOfRound);
            await RunRoundAsync(service, doors, seed, tally, first, next).WaitAsync(Patience);

            // What other tests have left behind may go first.
            var live = Watch.LiveBytes();
            least = Math.Min(least, live);
            more = Math.Max(more, live - least);
            await watch.AssertDetectsAsync();
        }

        await ReportAsync(seed, end - start, least, more, tally);
        List<string> faults = [.. tally.Faults, .. service.Failures.Failures];
        Assert.True(faults.Count == 0, Shown(faults));
        Assert.True(more < MoreBytesMax, $"{least} bytes were in use, and then {more} more");
        await AssertNoneIsSlowAsync(service, doors, seed, tally);
    }

    private static async Task RunRoundAsync(
        HostileService service, DoorList doors, ulong seed, Tally tally, int first, int last)
    {
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            using var trial = new Trial(service, doors, seed, tally);
            for (var number = Interlocked.Increment(ref next); number < last; number = Interlocked.Increment(ref next))
                await trial.RunAsync(number);
        })));
    }

    // While others are tried at the same time everything may take long: what did is tried again, alone.
    private static async Task AssertNoneIsSlowAsync(HostileService service, DoorList doors, ulong seed, Tally tally)
    {
        using var trial = new Trial(service, doors, seed, new Tally());
        var slow = new List<string>();
        foreach (var (number, _) in tally.Slow.OrderByDescending(one => one.Time))
            if (await trial.BestTimeAsync(number, TimesAlone) is var best && best > Trial.TimeMax)
                slow.Add($"seed {seed}, input {number} takes {best}\n{trial.Show(number)}");

        Assert.True(slow.Count == 0, Shown(slow));
    }

    private static async Task ReportAsync(ulong seed, int inputs, long least, long more, Tally tally)
    {
        var lines = tally.Lines().Prepend($"hostile: {inputs} inputs, seed {seed}, {tally.Faults.Count} faults").Append(
            $"hostile: {least / 1024 / 1024} MB were in use, and at most {more / 1024 / 1024} MB more after that");
        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "hostile.txt"), lines);
    }

    private static string Shown(List<string> faults) =>
        $"{faults.Count} of them\n\n{string.Join("\n\n", faults.TakeLast(FaultsShown))}";

    private static ulong Setting(string name, ulong otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? ulong.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
