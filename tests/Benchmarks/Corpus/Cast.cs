namespace DetectionApi.Benchmarks.Corpus;

/// <summary>The processes of one batch.</summary>
internal sealed class Cast
{
    private const double ShortestLife = 0.02;
    private const double LongestLife = 0.2;

    private static readonly int Agent = Array.IndexOf(Programs.Resident, Programs.Agent);
    private static readonly int Lsass = Array.FindIndex(Programs.Resident, p => p.Name == "lsass.exe");
    private static readonly int WebView = Array.FindIndex(Programs.Resident, p => p.Name == "msedgewebview2.exe");

    private readonly Random _random;
    private readonly LiveProcess[] _residents;
    private readonly LiveProcess[] _passing;

    /// <summary>Casts the processes of a batch.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="boots">True if the computer starts in this batch, and its residents with it.</param>
    /// <param name="accessors">How many of the passing ones open others by direct system calls.</param>
    public Cast(Random random, bool boots, int accessors)
    {
        _random = random;
        _residents = new LiveProcess[Programs.Resident.Length];
        for (var i = 0; i < _residents.Length; i++)
            _residents[i] = new LiveProcess(
                i, Programs.Resident[i], i == 0 ? null : _residents[0], $"\"{Programs.Resident[i].Path}\"",
                boots ? 0.0001 * (i + 1) : -1, 2);

        // A batch in which residents start has so many passing lives less.
        _passing = new LiveProcess[EventMix.Lives - (boots ? _residents.Length : 0)];
        for (var i = 0; i < _passing.Length; i++) _passing[i] = Passing(i, isAccessor: i < accessors);
    }

    /// <summary>Those that live on.</summary>
    public IReadOnlyList<LiveProcess> Residents => _residents;

    /// <summary>Those that start and end; the accessors first.</summary>
    public IReadOnlyList<LiveProcess> PassingBy => _passing;

    /// <summary>What accessors and security products open most.</summary>
    public LiveProcess OfLsass => _residents[Lsass];

    /// <summary>A target that version 316 of the rule lets pass.</summary>
    public LiveProcess OfWebView => _residents[WebView];

    /// <summary>The security product's process.</summary>
    public LiveProcess OfAgent => _residents[Agent];

    /// <summary>Somebody who does something harmless.</summary>
    public LiveProcess Anybody() => _random.Next(5) < 3 ? _random.Among(_passing) : _random.Among(_residents);

    private LiveProcess Passing(int number, bool isAccessor)
    {
        var program = isAccessor
            ? Programs.Accessing[number % Programs.Accessing.Length]
            : _random.Among(Programs.Passing);
        var start = _random.Between(0.005, 0.99 - LongestLife);
        return new LiveProcess(
            _residents.Length + number, program, _random.Among(_residents),
            $"\"{program.Path}\" /c:{_random.Next(0x10000):x4} --profile \"Default {_random.Next(100):d2}\"",
            start, start + _random.Between(ShortestLife, LongestLife));
    }
}
