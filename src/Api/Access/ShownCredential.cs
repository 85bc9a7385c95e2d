using System.Text;

namespace DetectionApi.Api.Access;

/// <summary>What a request shows in its header <c>Authorization</c>.</summary>
/// <remarks>
/// A key comes as shippers, browsers and scripts are used to: <c>ApiKey</c> and <c>Bearer</c> with Base64 of
/// <c>id:secret</c>, as Elasticsearch's, and <c>Basic</c> with the id for a user and the secret for a password. A
/// <c>Bearer</c> with dots is a token, for Base64 has none.
/// </remarks>
internal abstract record ShownCredential
{
    private const int LengthMax = 16 * 1024;

    /// <summary>A key.</summary>
    internal sealed record Key(string Id, string Secret) : ShownCredential
    {
        /// <summary>Says nothing of the secret.</summary>
        public override string ToString() => $"key {Id}";
    }

    /// <summary>A token of an OpenID Connect issuer.</summary>
    internal sealed record Token : ShownCredential;

    /// <summary>Something else.</summary>
    internal sealed record Unreadable : ShownCredential;

    /// <summary>What the request shows; null if nothing.</summary>
    public static ShownCredential? Of(HttpRequest request)
    {
        var headers = request.Headers.Authorization;
        if (headers.Count == 0) return null;
        if (headers is not [{ Length: <= LengthMax } header] || header.IndexOf(' ') is not (> 0 and var blank))
            return new Unreadable();

        var value = header.AsSpan(blank + 1).Trim();
        return header.AsSpan(0, blank) switch
        {
            var scheme when Is(scheme, "Bearer") => value.Contains('.') ? new Token() : KeyOf(value),
            var scheme when Is(scheme, "ApiKey") || Is(scheme, "Basic") => KeyOf(value),
            _ => new Unreadable(),
        };
    }

    private static bool Is(ReadOnlySpan<char> scheme, string name) =>
        scheme.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static ShownCredential KeyOf(ReadOnlySpan<char> value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64Chars(value, bytes, out var length)) return new Unreadable();

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':') is > 0 and var colon
            ? new Key(text[..colon], text[(colon + 1)..])
            : new Unreadable();
    }
}
