using System.Text.Json;
using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Writes items as an exported exception list of Kibana's: JSON lines that it imports.</summary>
/// <remarks>
/// A line depends on what the item says and on nothing else, neither on when it was written nor on who did: of an item
/// that is exported, imported and exported again the line is the same, byte for byte.
/// </remarks>
internal static class KibanaWriter
{
    /// <summary>The version of the form in <c>meta.detectionApi</c>.</summary>
    public const int NativeVersion = 1;

    private const string ListId = "detection-api";
    private const string Namespace = "single";
    private static readonly string[] OsTypes = [KibanaFields.Windows];
    private static readonly string[] Tags = [ListId];

    /// <summary>The first line.</summary>
    public static byte[] List() => Line(new KibanaList
    {
        Description = "Access patterns that are known and harmless, as DetectionApi knows them.",
        Immutable = false,
        ListId = ListId,
        Name = "DetectionApi",
        NamespaceType = Namespace,
        OsTypes = OsTypes,
        Tags = Tags,
        Type = "detection",
        Version = 1,
    });

    /// <summary>The line of an item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="content">What it says.</param>
    /// <param name="comments">What was said of it, in order.</param>
    /// <param name="withMeta">Whether it is to hold the item as this service knows it.</param>
    public static byte[] Item(
        string id, ExceptionContent content, IEnumerable<KibanaComment> comments, bool withMeta = true)
    {
        var line = new KibanaItem
        {
            Comments = [.. comments],
            Description = DescriptionOf(content),
            Entries = [.. KibanaTerms.EntriesOf(content.Terms)],
            ExpireTime = content.Terms.ExpiresAt,
            ItemId = id,
            ListId = ListId,
            Name = content.Name,
            NamespaceType = Namespace,
            OsTypes = OsTypes,
            Tags = Tags,
            Type = "simple",
        };
        return Line(withMeta ? line with { Meta = MetaOf(line, content.ToRequest(id), content.Terms) } : line);
    }

    /// <summary>The last line.</summary>
    public static byte[] Details(int items) => Line(new KibanaDetails
    {
        ExportedExceptionListCount = 1,
        ExportedExceptionListItemCount = items,
        MissingExceptionListItemCount = 0,
        MissingExceptionListItems = [],
        MissingExceptionLists = [],
        MissingExceptionListsCount = 0,
    });

    /// <summary>What people read of the item in Kibana.</summary>
    public static string DescriptionOf(ExceptionContent content) =>
        $"{content.Description ?? content.Reason}{EndOfDescriptionOf(content.Terms)}";

    /// <summary>What the description says of its own accord.</summary>
    public static string EndOfDescriptionOf(ExceptionTerms terms) => $"\n\n{KibanaTerms.DifferenceOf(terms)}";

    private static KibanaMeta MetaOf(KibanaItem line, ExceptionItemRequest item, ExceptionTerms terms) =>
        new(JsonSerializer.SerializeToElement(
            new NativeForm(
                NativeVersion, KibanaTerms.DifferenceOf(terms), KibanaJson.ChecksumOf(line, item), item),
            KibanaJson.Native));

    private static byte[] Line<T>(T line) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(line, KibanaJson.Lines), (byte)'\n'];
}
