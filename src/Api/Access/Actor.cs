using DetectionApi.Api.Http;

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
    /// What the header <c>X-Actor</c> says, without control characters and cut at 128 characters; else
    /// <see cref="Local"/>.
    /// </summary>
    public static string Of(HttpContext context)
    {
        var header = context.Request.Headers[Header].ToString();
        var name = string.Concat(header.Where(letter => !char.IsControl(letter))).Trim();
        if (name.Length == 0) return Local;
        return name.Length > LengthMax ? name[..LengthMax] : name;
    }
}
