using System.Globalization;

namespace DetectionApi.Domain.Audit;

/// <summary>The end of the log: whoever noted it elsewhere can tell later whether all up to it is as it was.</summary>
/// <param name="Seq">The number of the last line; 0 if there is none.</param>
/// <param name="Hash">Its hash in lower-case hexadecimal.</param>
public readonly record struct AuditHead(long Seq, string Hash)
{
    /// <summary>The end of a log without lines.</summary>
    public static AuditHead None { get; } = new(0, new string('0', 2 * AuditChain.HashBytes));

    /// <summary>The end of the log if that is its last line.</summary>
    public static AuditHead Of(AuditLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new AuditHead(line.Seq, Convert.ToHexStringLower(line.Hash));
    }

    /// <summary>Reads what <see cref="ToString"/> says.</summary>
    public static bool TryParse(string? text, out AuditHead head)
    {
        head = default;
        if (text?.Split(':') is not [var seq, { Length: 2 * AuditChain.HashBytes } hash]) return false;
        if (!long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (!hash.All(char.IsAsciiHexDigit)) return false;

        head = new AuditHead(number, hash.ToLowerInvariant());
        return true;
    }

    /// <summary>Both, with a colon between.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");
}
