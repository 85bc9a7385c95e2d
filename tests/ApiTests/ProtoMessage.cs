using System.Text;

namespace DetectionApi.ApiTests;

/// <summary>As much of a protobuf message as is needed to see what it names.</summary>
internal sealed class ProtoMessage
{
    private const int VariableLength = 0;
    private const int EightBytes = 1;
    private const int Delimited = 2;
    private const int FourBytes = 5;

    private readonly byte[] _bytes;
    private readonly List<(int Field, byte[] Bytes)> _parts = [];

    public ProtoMessage(byte[] bytes)
    {
        _bytes = bytes;
        var at = 0;
        while (at < bytes.Length)
        {
            var tag = ReadNumber(ref at);
            var length = (int)(tag & 7) switch
            {
                VariableLength => LengthOfNumber(at),
                EightBytes => 8,
                Delimited => (int)ReadNumber(ref at),
                FourBytes => 4,
                var type => throw new FormatException($"wire type {type}"),
            };
            _parts.Add(((int)(tag >> 3), bytes[at..(at + length)]));
            at += length;
        }
    }

    /// <summary>All of it as text.</summary>
    public string AsText => Encoding.Latin1.GetString(_bytes);

    public IEnumerable<ProtoMessage> Messages(int field) => Bytes(field).Select(bytes => new ProtoMessage(bytes));

    /// <summary>A text; empty if there is none.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).FirstOrDefault([]));

    /// <summary>Bytes in hexadecimal; empty if there are none.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).FirstOrDefault([]));

    private IEnumerable<byte[]> Bytes(int field) =>
        _parts.Where(part => part.Field == field).Select(part => part.Bytes);

    private ulong ReadNumber(ref int at)
    {
        var (number, shift) = (0UL, 0);
        while (true)
        {
            var next = _bytes[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
            shift += 7;
        }
    }

    private int LengthOfNumber(int at)
    {
        var end = at;
        ReadNumber(ref end);
        return end - at;
    }
}
