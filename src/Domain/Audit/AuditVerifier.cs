using System.Globalization;

namespace DetectionApi.Domain.Audit;

/// <summary>Goes along a log, line by line from the first, and tells where it is not as it was written.</summary>
/// <param name="expected">An end that was noted earlier, which the log must go through; null for none.</param>
public sealed class AuditVerifier(AuditHead? expected = null)
{
    /// <summary>The last line that was found to be right.</summary>
    public AuditHead Head { get; private set; } = AuditHead.None;

    /// <summary>Looks at the next line.</summary>
    /// <returns>What is wrong with it, in a sentence; null if it follows from the line before.</returns>
    public string? FaultOf(AuditLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Seq != Head.Seq + 1)
            return Say($"Behind line {Head.Seq} comes line {line.Seq}: something between was removed or put in.");
        if (!AuditChain.HashOf(line).AsSpan().SequenceEqual(line.Hash))
            return Say($"Line {line.Seq} is not as it was written: its hash is that of something else.");
        if (Convert.ToHexStringLower(line.PreviousHash) != Head.Hash)
            return Say($"Line {line.Seq} does not belong behind line {Head.Seq}: that is not what it followed.");

        Head = AuditHead.Of(line);
        return expected is { } head && head.Seq == Head.Seq && head != Head
            ? Say($"Line {line.Seq} is whole, but not the one that was expected: the log was written anew up to it.")
            : null;
    }

    /// <summary>Says that there are no more lines.</summary>
    /// <returns>What is wrong with that, in a sentence; null if nothing is.</returns>
    public string? FaultOfEnd() => expected is { } head && (head.Seq > Head.Seq || (head.Seq == 0 && head != Head))
        ? Say($"The log ends with line {Head.Seq}, and line {head.Seq} was expected: its end was removed.")
        : null;

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
