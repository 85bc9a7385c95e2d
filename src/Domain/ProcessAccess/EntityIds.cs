using System.Globalization;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>What Sysmon's GUID of a process instance tells by itself.</summary>
public static class EntityIds
{
    private const int GuidLength = 36;

    /// <summary>
    /// The second in which the process was started; null if the text is no such GUID. Of
    /// <c>{machine-low-high-rest}</c> the second and the third group are the low and the high half of it, in Unix time.
    /// </summary>
    public static DateTimeOffset? StartOf(string? entityId)
    {
        var text = entityId.AsSpan().Trim("{}");
        if (text.Length != GuidLength || text[8] != '-' || text[13] != '-' || text[18] != '-') return null;

        return uint.TryParse(
                $"{text[14..18]}{text[9..13]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out var seconds) && seconds > 0
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }
}
