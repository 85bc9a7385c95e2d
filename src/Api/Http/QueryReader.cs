using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Http;

/// <summary>Reads the query of a request and collects all that is wrong with it.</summary>
/// <remarks>
/// A parameter that nobody asks for is a fault, too: a filter with a misspelt name must not show everything.
/// </remarks>
internal sealed class QueryReader(IQueryCollection query)
{
    /// <summary>How many entries a list shows unless asked otherwise.</summary>
    public const int LimitDefault = 50;

    /// <summary>How many entries a list shows at most.</summary>
    public const int LimitMax = 1000;

    /// <summary>
    /// How many values a filter takes: each is held against every host or path that there is, wildcards and all.
    /// </summary>
    public const int ValuesMax = 100;

    private const int ValueLengthMax = 2048;
    private const int ShownMax = 120;
    private const int FaultsMax = 100;

    private const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private readonly List<Fault> _faults = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong; ask after all parameters were read.</summary>
    public IReadOnlyList<Fault> Faults =>
    [
        .. _faults,
        .. from name in query.Keys.Where(name => !_known.Contains(name)).Take(FaultsMax)
           select new Fault(
               "unknown-parameter",
               $"There is no parameter '{Shown(name)}' here; there are "
               + $"{string.Join(", ", _known.Order(StringComparer.Ordinal))}.",
               Parameter: Shown(name)),
    ];

    public string? Text(string name)
    {
        var values = Values(name);
        if (values.Count > 1) Refuse(name, $"'{name}' is given {values.Count} times; give it once.");
        return values.Count > 0 ? values[0] : null;
    }

    /// <summary>All values: a parameter may be repeated, or hold several values with commas between.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        List<string> texts = [.. Values(name).SelectMany(value => value.Split(',', Tidy))];
        if (texts.Count > ValuesMax)
            return Refused($"'{name}' has {texts.Count} values; give at most {ValuesMax}.");
        return texts.Exists(text => text.Length > ValueLengthMax)
            ? Refused($"A value of '{name}' has more than {ValueLengthMax} characters.")
            : texts;

        IReadOnlyList<string> Refused(string detail)
        {
            Refuse(name, detail);
            return [];
        }
    }

    /// <summary>As <see cref="Texts"/>, for ids, which have no capitals.</summary>
    public IReadOnlyList<string> Ids(string name) => [.. Texts(name).Select(id => id.ToLowerInvariant())];

    public IReadOnlyList<T> Enums<T>(string name) where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var word in Texts(name))
        {
            if (Words.TryParse<T>(word, out var value)) values.Add(value);
            else Refuse(name, $"'{Shown(word)}' is no {name}; there are {string.Join(", ", Words.All<T>())}.");
        }

        return values;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (text.All(char.IsAsciiDigit) && Cursor.TryRead(text, out DateTimeOffset time)) return time;

        // A plus sign in an address is a blank unless it is written %2B, and few remember that.
        var plain = text.Contains('T') ? text.Replace(' ', '+') : text;
        if (DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, Utc, out time)) return time;

        Refuse(name, $"'{Shown(text)}' is no time; write 2026-03-02T08:15:30Z, or milliseconds since 1970.");
        return null;
    }

    /// <summary>True if it says so; a parameter that is not given does not.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;

        Refuse(name, $"'{Shown(text)}' is neither true nor false.");
        return false;
    }

    /// <summary>Refuses a span of time that ends before it begins.</summary>
    public void RequireOrder(string fromName, DateTimeOffset? from, string toName, DateTimeOffset? to)
    {
        if (from >= to) Refuse(toName, $"'{toName}' must be later than '{fromName}': between them lies no time.");
    }

    public int Limit() => Number("limit", LimitDefault, 1, LimitMax);

    public int Number(string name, int otherwise, int least, int greatest)
    {
        if (Text(name) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= greatest)
            return number;

        Refuse(name, $"'{Shown(text)}' is no {name}; give a number from {least} to {greatest}.");
        return otherwise;
    }

    /// <summary>The parts of the cursor; null if none was given.</summary>
    public IReadOnlyList<string>? CursorParts(int count)
    {
        if (Text("cursor") is not { } cursor) return null;

        var parts = Cursor.Parts(cursor, count);
        if (parts.Count == 0) RefuseCursor();
        return parts.Count == 0 ? null : parts;
    }

    /// <summary>The number in the cursor: that of the last entry of the part before; 0 if none was given.</summary>
    public long NumberBefore()
    {
        if (CursorParts(1) is not [var part]) return 0;
        if (Cursor.TryRead(part, out long number)) return number;

        RefuseCursor();
        return 0;
    }

    public void RefuseCursor() =>
        Refuse("cursor", "The cursor is none of this list; pass the nextCursor of the part before, unchanged.");

    private void Refuse(string name, string detail) =>
        _faults.Add(new Fault("invalid-parameter", detail, Parameter: name));

    private static string Shown(string text) => Quoted.Visible(text, ShownMax);

    private List<string> Values(string name)
    {
        _known.Add(name);
        return [.. query[name].OfType<string>().Where(value => value.Length > 0)];
    }
}
