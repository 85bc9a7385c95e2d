using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DetectionApi.Hostile.Doors;

/// <summary>Places in a list that no list ever gave.</summary>
internal static class ForgedCursor
{
    private static readonly string[] Parts =
    [
        "0", "1", "-1", "1772443230250", "9223372036854775807", "-9223372036854775808", "253402300799999",
        "253402300800000", "99999999999999999999", "", "high", "73", "a", "e3b0c44298fc1c149afbf4c8996fb924",
        "2dd480be-1263-4d9c-8672-172928f6789a", "1e9", "0x10", "٣", "\0", "'", "%", "null",
    ];

    public static string Of(Dice dice)
    {
        var text = string.Join(
            ' ',
            Enumerable.Range(0, dice.Between(1, 5))
                .Select(_ => dice.Chance(70) ? dice.Pick(Parts) : NumberOf(dice)));
        var cursor = Base64Url.EncodeToString(ByteMutation.Some(Encoding.UTF8.GetBytes(text), dice));
        return dice.Roll(8) switch
        {
            0 => cursor + "=",
            1 => cursor.ToUpperInvariant(),
            2 => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            _ => cursor,
        };
    }

    private static string NumberOf(Dice dice) => dice.Next().ToString(CultureInfo.InvariantCulture);
}
