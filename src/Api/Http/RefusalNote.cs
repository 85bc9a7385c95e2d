namespace DetectionApi.Api.Http;

/// <summary>Why a request was refused, for the record.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="Fault">The code of the first thing that is wrong; null if none is named.</param>
internal sealed record RefusalNote(string Code, string? Fault = null)
{
    /// <summary>Why the request was refused; null if it was not, or nobody said.</summary>
    public static RefusalNote? Of(HttpContext context) => context.Features.Get<RefusalNote>();

    /// <summary>Remembers why the request is refused.</summary>
    public static void Keep(HttpContext context, RefusalNote note) => context.Features.Set(note);

    /// <summary>Both codes.</summary>
    public override string ToString() => Fault is null ? Code : $"{Code}: {Fault}";
}
