namespace DetectionApi.Api.Http;

/// <summary>A query parameter as the OpenAPI document describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Format">The format of its text, such as <c>date-time</c>; null if it has none.</param>
/// <param name="Words">The words that it takes; null if it takes any text.</param>
/// <param name="IsList">True if it may be given several times.</param>
/// <param name="Range">The least and the greatest number that it takes; null if it is text.</param>
internal sealed record QueryParameter(
    string Name, string Description, string? Format = null, IReadOnlyList<string>? Words = null, bool IsList = false,
    (int Least, int Greatest)? Range = null)
{
    public static readonly QueryParameter Limit = new(
        "limit", $"How many entries at most: 1 to {QueryReader.LimitMax}, {QueryReader.LimitDefault} unless given.",
        Range: (1, QueryReader.LimitMax));

    public static readonly QueryParameter Cursor = new(
        "cursor", "The `nextCursor` of the part before. Leave it out to begin at the top.");

    /// <summary>Takes any of an enumeration's words, and any number of them.</summary>
    public static QueryParameter OfWords<T>(string name, string description) where T : struct, Enum =>
        new(name, description, Words: Domain.ProcessAccess.Words.All<T>(), IsList: true);

    /// <summary>Takes texts, up to <see cref="QueryReader.ValuesMax"/>.</summary>
    public static QueryParameter OfTexts(string name, string description) => new(name, description, IsList: true);

    /// <summary>Takes a time.</summary>
    public static QueryParameter OfTime(string name, string description) => new(name, description, "date-time");
}
