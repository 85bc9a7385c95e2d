using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DetectionApi.Api.Webhooks;

/// <summary>What a target knows its messages are ours by.</summary>
/// <remarks><see href="https://www.standardwebhooks.com"/>: HMAC-SHA256 of the id, the time and the body.</remarks>
internal sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int BytesLeast = 24;
    private const int BytesMost = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Reads <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        var key = new byte[text.Length];
        var isRead = text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var count)
            && count is >= BytesLeast and <= BytesMost;
        secret = isRead ? new WebhookSecret(Convert.FromBase64String(text[Prefix.Length..])) : null;
        return isRead;
    }

    /// <summary>What goes into the header <c>webhook-signature</c>.</summary>
    public string Sign(string messageId, long timestamp, ReadOnlySpan<byte> body)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"{messageId}.{timestamp}.");
        byte[] signed = [.. Encoding.UTF8.GetBytes(start), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, signed))}";
    }
}
