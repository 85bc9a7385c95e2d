using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>Who can write to the folder of a file.</summary>
internal enum Place
{
    /// <summary>Nobody knows.</summary>
    Elsewhere,

    /// <summary>Administrators only.</summary>
    Protected,

    /// <summary>Everybody, or the user whose folder it is.</summary>
    UserWritable,

    /// <summary>The same, and what lies there is not to stay.</summary>
    Temporary,
}

/// <summary>Paths as the lists see them.</summary>
internal sealed class KnownPlaces(InvestigationLists lists)
{
    /// <summary>The lists.</summary>
    public InvestigationLists Lists => lists;

    /// <summary>Where a file lies; of two folders that it lies in, the one that is said more exactly counts.</summary>
    public Place PlaceOf(string path)
    {
        var folded = WindowsPath.Fold(path);
        var writable = KnownFolders.LongestOf(folded, lists.UserWritableFolders);
        var temporary = KnownFolders.LongestOf(folded, lists.TemporaryFolders);
        var known = KnownFolders.LongestOf(folded, lists.ProtectedFolders);
        if (known > Math.Max(writable, temporary)) return Place.Protected;
        if (temporary > 0) return Place.Temporary;
        return writable > 0 ? Place.UserWritable : Place.Elsewhere;
    }

    /// <summary>True if users who are no administrators can write there.</summary>
    public bool IsWritable(string path) => PlaceOf(path) is Place.UserWritable or Place.Temporary;

    /// <summary>True if the name of the file is on the list.</summary>
    public static bool IsOneOf(string? path, IReadOnlyList<string> names)
    {
        if (path is null) return false;
        var name = NameOf(path);
        return names.Any(pattern => KnownFolders.Matches(pattern, name));
    }

    /// <summary>The name of the file in lower case, without what Windows ignores and without a stream's name.</summary>
    public static string NameOf(string path)
    {
        var name = WindowsPath.NameOf(WindowsPath.Fold(path));
        var stream = name.IndexOf(':', StringComparison.Ordinal);
        return (stream < 0 ? name : name[..stream]).TrimEnd('.', ' ');
    }
}
