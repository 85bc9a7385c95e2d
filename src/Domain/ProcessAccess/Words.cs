using System.Collections.Frozen;
using System.Text.Json;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>Enumerations in the words that people and JSON see: <c>SourceImage</c> is <c>source-image</c>.</summary>
public static class Words
{
    /// <summary>The word for a value that has a name; for flags use <see cref="AllOf"/>.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        Table<T>.Words.TryGetValue(value, out var word) ? word : value.ToString();

    /// <summary>The words for all flags that are set, in the order of their bits.</summary>
    public static IReadOnlyList<string> AllOf(AccessClasses classes) =>
    [
        .. from single in Enum.GetValues<AccessClasses>()
           where single is not AccessClasses.None && classes.HasFlag(single)
           select Of(single),
    ];

    /// <summary>The value that has the word, if any has; case does not matter.</summary>
    public static bool TryParse<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return word is not null && Table<T>.Values.TryGetValue(word, out value);
    }

    /// <summary>All words of the enumeration.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    // Every row that is read has several.
    private static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(
            value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Words.ToFrozenDictionary(word => word.Value, word => word.Key, StringComparer.OrdinalIgnoreCase);
    }
}
