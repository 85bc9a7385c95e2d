using System.Globalization;
using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>How comments are kept that a file brings: as what whoever imports it says that others said.</summary>
public static class ImportedRemark
{
    private const string Opening = "Imported as of ";

    /// <summary>What a comment claims: who said it first, and what, without who imported it.</summary>
    /// <remarks>
    /// Only a text that names the very time of its comment counts as imported: nobody who writes a comment himself
    /// chooses that.
    /// </remarks>
    public static ExceptionRemark ClaimOf(ExceptionComment comment)
    {
        var said = new ExceptionRemark(comment.At, comment.Actor, comment.Text);
        if (!comment.Text.StartsWith(Opening, StringComparison.Ordinal)) return said;

        var time = TimeOf(comment.At);
        var end = comment.Text.IndexOf(time, StringComparison.Ordinal);
        return end <= Opening.Length
            ? said
            : said with { Actor = comment.Text[Opening.Length..end], Text = comment.Text[(end + time.Length)..] };
    }

    /// <summary>The comment that is kept of what a file claims.</summary>
    internal static ExceptionComment Keep(string itemId, ExceptionRemark claim, string importer) => new()
    {
        ItemId = itemId,
        At = claim.At,
        Actor = importer,
        Text = claim.Actor == importer ? claim.Text : $"{Opening}{claim.Actor}{TimeOf(claim.At)}{claim.Text}",
    };

    private static string TimeOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("', 'yyyy-MM-dd'T'HH:mm:ss.fff'Z: '", CultureInfo.InvariantCulture);
}
