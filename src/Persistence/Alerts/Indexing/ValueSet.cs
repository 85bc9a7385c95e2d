namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>The values of a column that fit: each is tested once, also those that come later.</summary>
/// <param name="count">One more than the greatest value that there is.</param>
/// <param name="fits">Tests a value that is not zero; zero never fits.</param>
internal sealed class ValueSet(Func<int> count, Func<int, bool> fits)
{
    private bool[] _fits = [false];

    public bool Contains(int value)
    {
        if (value >= _fits.Length) Extend();
        return _fits[value];
    }

    /// <summary>All that fit.</summary>
    public IReadOnlyList<int> Values()
    {
        if (count() > _fits.Length) Extend();
        return [.. Enumerable.Range(0, _fits.Length).Where(value => _fits[value])];
    }

    private void Extend()
    {
        var known = _fits.Length;
        Array.Resize(ref _fits, count());
        for (var value = known; value < _fits.Length; value++) _fits[value] = fits(value);
    }
}
