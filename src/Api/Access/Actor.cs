using System.Globalization;
using System.Text;
using DetectionApi.Api.Http;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.Access;

/// <summary>Who makes a change.</summary>
internal static class Actor
{
    /// <summary>The actor when nobody says who it is.</summary>
    public const string Local = "local";

    private const string Header = "X-Actor";
    private const int LengthMax = 128;

    /// <summary>The header as the OpenAPI document describes it.</summary>
    public static readonly RequestHeader Described = new(
        Header, $"Who makes the change, for the record; `{Local}` unless given.");

    /// <summary>The header as it is described, with somebody's name for an example.</summary>
    public static RequestHeader DescribedAs(string example) => Described with { Example = example };

    /// <summary>
    /// What the header <c>X-Actor</c> says, cut at 128 characters, without characters that nobody sees and without
    /// dots and blanks at its end, so that nobody is two; else <see cref="Local"/>.
    /// </summary>
    public static string Of(HttpContext context)
    {
        var header = context.Request.Headers[Header].ToString();
        var name = string.Concat(header.EnumerateRunes().Where(IsSeen)).Trim();
        if (name.Length > LengthMax) name = name[..LengthMax];
        while (name.Length > 0 && (name[^1] == '.' || char.IsWhiteSpace(name[^1]))) name = name[..^1];
        return name.Length == 0 ? Local : name;
    }

    /// <summary>Refuses whoever calls himself by the name under which the service itself acts.</summary>
    public static IApplicationBuilder UseActorGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        string.Equals(Of(context), ExceptionExpiry.Actor, StringComparison.OrdinalIgnoreCase)
            ? Problems.BadRequest(new Fault(
                "actor-reserved", $"Under the name {ExceptionExpiry.Actor} only the service itself acts.", null,
                Header))
                .ExecuteAsync(context)
            : next(context));

    private static bool IsSeen(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
