namespace DetectionApi.Api.Http;

/// <summary>Why a request was refused, or parts of it, for the record.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="Fault">The code of the first thing that is wrong; null if none is named.</param>
/// <param name="Parts">How many parts of it were refused while the rest was carried out; null if all of it was.</param>
internal sealed record RefusalNote(string Code, string? Fault = null, int? Parts = null)
{
    /// <summary>Why the request was refused; null if it was not, or nobody said.</summary>
    public static RefusalNote? Of(HttpContext context) => context.Features.Get<RefusalNote>();

    /// <summary>Remembers why the request is refused.</summary>
    public static void Keep(HttpContext context, RefusalNote note) => context.Features.Set(note);

    /// <summary>Remembers why parts of the request are refused, if any are.</summary>
    /// <param name="context">The request, of which the rest is carried out.</param>
    /// <param name="codes">Why, for each part that is refused.</param>
    public static void KeepParts(HttpContext context, IEnumerable<string> codes)
    {
        var all = codes.ToList();
        if (all.Count == 0) return;

        var distinct = all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Keep(context, new RefusalNote("parts-refused", string.Join(", ", distinct), all.Count));
    }

    /// <summary>Both codes.</summary>
    public override string ToString() => Fault is null ? Code : $"{Code}: {Fault}";
}
