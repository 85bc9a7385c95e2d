using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>By what an item is found.</summary>
internal enum ItemKeyKind
{
    /// <summary>By nothing: it may mean anything.</summary>
    Any,

    /// <summary>By one path.</summary>
    Path,

    /// <summary>By one file name, wherever it lies.</summary>
    FileName,

    /// <summary>By the hash of the source.</summary>
    Hash,

    /// <summary>By the signer of the source.</summary>
    Signer,
}

/// <summary>Where an item lies in the index.</summary>
/// <param name="Kind">By what it is found.</param>
/// <param name="Text">What that is, in lower case.</param>
internal readonly record struct ItemKey(ItemKeyKind Kind, string Text)
{
    /// <summary>Where items lie that may mean anything.</summary>
    public static ItemKey Any { get; } = new(ItemKeyKind.Any, "");

    /// <summary>Where an item for that path lies, which may have wildcards.</summary>
    public static ItemKey OfPattern(string path)
    {
        var pattern = PathPattern.Of(path);
        if (pattern.IsExact) return new ItemKey(ItemKeyKind.Path, pattern.Text);
        return pattern.HasExactFileName ? new ItemKey(ItemKeyKind.FileName, pattern.FileName) : Any;
    }

    /// <summary>Where the items lie that may mean a path.</summary>
    /// <param name="path">A path, folded.</param>
    public static ItemKey[] OfPath(string path) =>
        [new(ItemKeyKind.Path, path), new(ItemKeyKind.FileName, WindowsPath.NameOf(path)), Any];

    /// <summary>Where items for that hash lie.</summary>
    public static ItemKey OfHash(string hash) => new(ItemKeyKind.Hash, hash.ToLowerInvariant());

    /// <summary>Where items for that signer lie.</summary>
    public static ItemKey OfSigner(string signer) => new(ItemKeyKind.Signer, signer.ToLowerInvariant());
}
