using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DetectionApi.Domain.Audit;

/// <summary>Ties each line of the audit log to the one before, so that none can be changed by itself.</summary>
/// <remarks>
/// <para>
/// A line's hash is the SHA-256 of these fields in this order: the number 1 of this form (one byte); the previous hash;
/// the line's number, and its time in milliseconds since 1970 (eight bytes each); actor, key id, from, request id and
/// operation; the outcome's number (four bytes); subject, subject id, before and after; the status; the reason; the
/// count (four bytes). Numbers are big-endian. A text is its length in UTF-8 bytes (four bytes) and these bytes; the
/// previous hash and the status are written as texts are, the status with its four bytes; what is null is the length
/// -1 alone. So no two lines run together to the same bytes.
/// </para>
/// <para>
/// Whoever can write the whole file can also write a whole new chain. Against that only heads help that are noted
/// elsewhere, see <see cref="AuditHead"/>.
/// </para>
/// </remarks>
public static class AuditChain
{
    /// <summary>How long a hash is.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    private const byte Form = 1;
    private const int Null = -1;

    /// <summary>The line behind the head that has this content.</summary>
    public static AuditLine Append(AuditHead head, AuditLine content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var line = content with
        {
            Seq = head.Seq + 1,
            At = DateTimeOffset.FromUnixTimeMilliseconds(content.At.ToUnixTimeMilliseconds()),
            PreviousHash = Convert.FromHexString(head.Hash),
        };
        return line with { Hash = HashOf(line) };
    }

    /// <summary>The hash that a line must have.</summary>
    public static byte[] HashOf(AuditLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var bytes = new ArrayBufferWriter<byte>(initialCapacity: 512);
        bytes.Write([Form]);
        Write(bytes, line.PreviousHash);
        Write(bytes, line.Seq);
        Write(bytes, line.At.ToUnixTimeMilliseconds());
        Write(bytes, line.Actor);
        Write(bytes, line.KeyId);
        Write(bytes, line.From);
        Write(bytes, line.RequestId);
        Write(bytes, line.Operation);
        Write(bytes, (int)line.Outcome);
        Write(bytes, line.Subject);
        Write(bytes, line.SubjectId);
        Write(bytes, line.Before);
        Write(bytes, line.After);
        WriteOptional(bytes, line.Status);
        Write(bytes, line.Reason);
        Write(bytes, line.Count);
        return SHA256.HashData(bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string? text)
    {
        if (text is null)
        {
            Write(bytes, Null);
            return;
        }

        Write(bytes, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, byte[] value)
    {
        Write(bytes, value.Length);
        bytes.Write(value);
    }

    private static void WriteOptional(ArrayBufferWriter<byte> bytes, int? number)
    {
        if (number is not { } value)
        {
            Write(bytes, Null);
            return;
        }

        Write(bytes, sizeof(int));
        Write(bytes, value);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), number);
        bytes.Advance(sizeof(int));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }
}
