using System.Security.Cryptography;
using System.Text;

namespace DetectionApi.Domain.Access;

/// <summary>What is kept of a secret: a salt and the hash of both. The secret cannot be had from it.</summary>
/// <remarks>
/// One round of SHA-256 is enough, for secrets are 256 random bits: slow hashes slow down guessing of what people
/// choose, and here nobody could guess for as long as the sun shines. It costs a request a microsecond.
/// </remarks>
public sealed record SecretHash
{
    private const int SaltBytes = 16;
    private const int SecretBytes = 32;

    private readonly byte[] _bytes;

    private SecretHash(byte[] bytes) => _bytes = bytes;

    /// <summary>Makes a secret, 43 characters that go into any header, and what is kept of it.</summary>
    public static (string Secret, SecretHash Hash) Make()
    {
        var secret = Base64Url(RandomNumberGenerator.GetBytes(SecretBytes));
        return (secret, Of(secret));
    }

    /// <summary>What is kept of the secret, with a salt of its own.</summary>
    public static SecretHash Of(string secret) => new(Salted(RandomNumberGenerator.GetBytes(SaltBytes), secret));

    /// <summary>As it was stored: 16 bytes of salt, 32 of hash.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static SecretHash FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Length == SaltBytes + SHA256.HashSizeInBytes
            ? new SecretHash([.. bytes])
            : throw new ArgumentException("A stored secret has 48 bytes.", nameof(bytes));
    }

    /// <summary>As it is stored.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>Whether it is the hash of the secret; it takes as long for any secret of the same length.</summary>
    public bool IsOf(string secret) =>
        CryptographicOperations.FixedTimeEquals(Salted(_bytes.AsSpan(..SaltBytes), secret), _bytes);

    /// <inheritdoc/>
    public bool Equals(SecretHash? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes, SaltBytes);

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => "(hash of a secret)";

    private static byte[] Salted(ReadOnlySpan<byte> salt, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = Encoding.UTF8.GetBytes(secret);
        return [.. salt, .. SHA256.HashData([.. salt, .. text])];
    }

    private static string Base64Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
