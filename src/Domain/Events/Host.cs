namespace DetectionApi.Domain.Events;

/// <summary>The computer on which an event happened.</summary>
/// <param name="Id">
/// <c>host.id</c>, if it is this computer's own. Null when the event was forwarded: there it is the collector's, and
/// would name every computer behind the collector alike.
/// </param>
/// <param name="Name">
/// <c>winlog.computer_name</c>, else <c>host.name</c>, in lower case; <see cref="Unknown"/> if the event has neither.
/// </param>
public sealed record Host(string? Id, string Name)
{
    /// <summary>The name of the host of an event that names none.</summary>
    public const string Unknown = "unknown";

    // NetBIOS cuts names to 15 characters, and add_host_metadata may report that form.
    private const int NetBiosNameMax = 15;

    /// <summary>Decides whose <c>host.id</c> it is.</summary>
    /// <param name="computerName"><c>winlog.computer_name</c>: the origin.</param>
    /// <param name="hostName"><c>host.name</c>: the origin, or the collector.</param>
    /// <param name="hostId"><c>host.id</c>: of whichever <paramref name="hostName"/> is.</param>
    /// <param name="isForwarded">Whether the shipper tagged the event as forwarded.</param>
    public static Host Of(string? computerName, string? hostName, string? hostId, bool isForwarded)
    {
        var name = computerName ?? hostName;
        if (name is null) return new Host(hostId, Unknown);

        var isOwn = !isForwarded && (hostName is null || IsSameComputer(name, hostName));
        return new Host(isOwn ? hostId : null, name.ToLowerInvariant());
    }

    private static bool IsSameComputer(string one, string other) =>
        ShortName(one).Equals(ShortName(other), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> ShortName(string name)
    {
        var shortName = name.AsSpan(0, name.IndexOf('.') is >= 0 and var dot ? dot : name.Length);
        return shortName.Length > NetBiosNameMax ? shortName[..NetBiosNameMax] : shortName;
    }
}
