using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>How a host may be called in an item.</summary>
internal static class HostNames
{
    /// <summary>Its name with and without its domain, and its id if it has one of its own.</summary>
    /// <remarks>A host that said no name has none: nobody can mean it.</remarks>
    public static IEnumerable<string> Of(Host host)
    {
        if (host.Id is not null) yield return host.Id;
        if (host.Name == Host.Unknown) yield break;

        yield return host.Name;
        if (host.Name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot) yield return host.Name[..dot];
    }
}
