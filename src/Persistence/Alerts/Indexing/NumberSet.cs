using System.Numerics;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>A set of small numbers, a bit each.</summary>
internal sealed class NumberSet
{
    private ulong[] _bits = [];

    /// <summary>How many there are.</summary>
    public int Count => _bits.Sum(BitOperations.PopCount);

    public void Add(int number)
    {
        if (number >> 6 >= _bits.Length) Array.Resize(ref _bits, (number >> 6) + 1);
        _bits[number >> 6] |= 1ul << number;
    }
}
