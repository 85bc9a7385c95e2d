namespace DetectionApi.Persistence.Exceptions;

/// <summary>The best of all that is shown to it: lighter groups first, of each group one before any has two.</summary>
/// <remarks>
/// What comes out is the same in whatever order all is shown. It keeps few of few groups: where so many others go
/// before a group, none of it would be taken however much more of it came.
/// </remarks>
/// <typeparam name="TGroup">What some have in common; those of one group are equally heavy.</typeparam>
/// <typeparam name="T">What is chosen of; no two are equally good.</typeparam>
/// <param name="limit">How many are taken at most.</param>
/// <param name="bestFirst">Which of two is better, whatever their groups.</param>
internal sealed class FairSelection<TGroup, T>(int limit, IComparer<T> bestFirst) where TGroup : notnull
{
    private readonly Dictionary<TGroup, Member> _groups = [];
    private Member? _worst;

    /// <summary>False if nothing of that weight can be taken any more.</summary>
    public bool MayTake(int weight) => _worst is null || weight <= _worst.Weight;

    /// <summary>Shows one.</summary>
    /// <param name="weight">How heavy its group is.</param>
    /// <param name="group">Its group.</param>
    /// <param name="one">The one.</param>
    public void Show(int weight, TGroup group, T one)
    {
        if (_groups.TryGetValue(group, out var known))
        {
            known.Add(one, limit);
            if (known == _worst) FindWorst();
            return;
        }

        var begun = new Member(group, weight, new SortedSet<T>(bestFirst) { one });
        if (_worst is not null && IsWorse(begun, _worst)) return;

        if (_worst is not null) _groups.Remove(_worst.Group);
        _groups.Add(group, begun);
        FindWorst();
    }

    /// <summary>Those that are taken, in their order.</summary>
    public IReadOnlyList<T> Take() =>
    [
        .. _groups.Values
            .SelectMany(group => group.Best.Select((one, rank) => (group.Weight, Rank: rank, One: one)))
            .OrderBy(taken => taken.Weight).ThenBy(taken => taken.Rank).ThenBy(taken => taken.One, bestFirst)
            .Select(taken => taken.One).Take(limit),
    ];

    // Null as long as there is room for more.
    private void FindWorst() => _worst = _groups.Count < limit
        ? null
        : _groups.Values.Aggregate((worst, other) => IsWorse(other, worst) ? other : worst);

    private bool IsWorse(Member one, Member other) => one.Weight != other.Weight
        ? one.Weight > other.Weight
        : bestFirst.Compare(one.Best.Min, other.Best.Min) > 0;

    private sealed record Member(TGroup Group, int Weight, SortedSet<T> Best)
    {
        public void Add(T one, int limit)
        {
            if (Best.Add(one) && Best.Count > limit) Best.Remove(Best.Max!);
        }
    }
}
