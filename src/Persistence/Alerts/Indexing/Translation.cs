namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What the numbers of one vocabulary are in another one; zero is zero.</summary>
internal sealed class Translation
{
    private int[] _numbers = new int[16];

    /// <summary>One more than the greatest number.</summary>
    public int Count { get; private set; } = 1;

    public ReadOnlyMemory<int> All => _numbers.AsMemory(0, Count);

    public int this[int number] => _numbers[number];

    public void Add(int translated)
    {
        if (Count == _numbers.Length) Array.Resize(ref _numbers, Count * 2);
        _numbers[Count++] = translated;
    }
}
