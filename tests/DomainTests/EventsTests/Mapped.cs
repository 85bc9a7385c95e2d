using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Events;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>Events read and normalised with every field wanted that the tables know.</summary>
internal static class Mapped
{
    public static readonly string[] AllFields =
    [
        .. WindowsMappings.Envelope.Concat(SysmonMappings.All.Rows).Concat(SecurityMappings.All.Rows)
            .SelectMany(row => row.Sources.Prepend(row.Target))
            .Concat(WindowsMappings.Constants.Keys)
            .Append("winlog.event_data.TargetProcessGUID")
            .Distinct(),
    ];

    /// <summary>What each field has as it came, normalised, and normalised again; empty for nothing.</summary>
    public static List<(string Field, string Before, string Once, string Twice)> Read(byte[] document)
    {
        var normaliser = new Normaliser(AllFields);
        var buffer = new EventBuffer(normaliser.Fields);
        Assert.True(buffer.TryRead(document, out var view, out var reason), reason);
        var before = All(view);
        normaliser.Apply(view);
        var once = All(view);
        normaliser.Apply(view);
        var twice = All(view);
        return [.. normaliser.Fields.Names.Select((name, slot) => (name, before[slot], once[slot], twice[slot]))];

        string[] All(EventView v)
        {
            var all = new string[normaliser.Fields.Count];
            for (var slot = 0; slot < all.Length; slot++) all[slot] = EventsTests.Read.Values(v, slot);
            return all;
        }
    }

    public static string InWords(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(' ', expected.EnumerateArray().Select(InWords)),
        JsonValueKind.String => $"\"{expected.GetString()}\"",
        _ => expected.GetRawText(),
    };

    /// <summary>What is wrong about an event that was normalised; null if nothing is.</summary>
    public static string? Fault((string Field, string Before, string Once, string Twice) field)
    {
        if (field.Twice != field.Once) return $"{field.Field}: {field.Once}, normalised twice {field.Twice}";

        // Sysmon's own time is better than that of the envelope, and is the one that replaces another.
        return field.Before.Length == 0 || field.Field == "@timestamp" || IsSpelled(field.Before, field.Once)
            ? null
            : $"{field.Field}: was {field.Before}, is {field.Once}";
    }

    // The same values in another spelling, perhaps with others behind them; or nothing, if they stood for nothing.
    private static bool IsSpelled(string before, string after) => after.Length == 0
        ? before is "\"\"" or "\"-\"" || before.Contains($"{Guid.Empty}", StringComparison.Ordinal)
        : Bare(after).StartsWith(Bare(before), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string words) =>
        new StringBuilder(words).Replace("\"", "").Replace("{", "").Replace("}", "").ToString();
}
