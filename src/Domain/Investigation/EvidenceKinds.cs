using DetectionApi.Domain.Context;

namespace DetectionApi.Domain.Investigation;

/// <summary>
/// Which events have room of their own among what is looked at, so that a flood of harmless ones hides none of the
/// rest.
/// </summary>
public static class EvidenceKinds
{
    /// <summary>How many events of one kind are looked at: the earliest.</summary>
    public const int EventsMax = 2_000;

    /// <summary>The kind of an event: its event id, and for files what their name promises.</summary>
    public static string Of(ContextEvent e, InvestigationLists lists)
    {
        if (e.Code is not ("11" or "15" or "23" or "26")) return e.Code;

        var path = e["file.path"];
        if (KnownPlaces.IsOneOf(path, lists.DumpNames)) return e.Code + " dump";
        return KnownPlaces.IsOneOf(path, lists.ExecutableNames) ? e.Code + " executable" : e.Code;
    }
}
