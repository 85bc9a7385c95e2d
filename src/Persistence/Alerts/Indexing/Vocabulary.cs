namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Numbers for values that many rows have in common. Zero is no value.</summary>
internal sealed class Vocabulary<T> where T : class
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T?> _values = [null];

    /// <summary>One more than the greatest number.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a number.</summary>
    public T? this[int number] => _values[number];

    /// <summary>The number of a value, which is a new one if the value is new.</summary>
    public int NumberOf(T? value)
    {
        if (value is null) return 0;
        if (_numbers.TryGetValue(value, out var number)) return number;

        number = _values.Count;
        _numbers.Add(value, number);
        _values.Add(value);
        return number;
    }

    /// <summary>The number of a value; zero if no row ever had it.</summary>
    public int Find(T? value) => value is not null && _numbers.TryGetValue(value, out var number) ? number : 0;
}
