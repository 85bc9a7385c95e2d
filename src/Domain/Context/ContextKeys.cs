using System.Text;

namespace DetectionApi.Domain.Context;

/// <summary>Which keys a kept event has: a table of kinds and the fields that they are made of.</summary>
internal static class ContextKeys
{
    /// <summary>How many keys an event has at most.</summary>
    public static int Max => Rows.Length;

    private const string Data = "winlog.event_data.";
    private const string Code = "event.code";

    // What alerts look for themselves, before the rest.
    private static readonly Row[] Facts =
    [
        new(ContextKeyKind.Start, ContextFields.Host, "process.entity_id") { Codes = ["1"] },
        new(ContextKeyKind.StartId, ContextFields.Host, "process.pid") { Codes = ["1", "4688"] },
        new(ContextKeyKind.OwnImage, ContextFields.Host, "process.entity_id") { Codes = ["7"] },
        new(ContextKeyKind.OwnImageHash, "file.hash.sha256") { Codes = ["7"] },
        new(ContextKeyKind.OwnImageHashOnHost, ContextFields.Host, "file.hash.sha256") { Codes = ["7"] },
    ];

    private static readonly Row[] Rows =
    [
        .. Facts,
        new(ContextKeyKind.Host, ContextFields.Host),
        new(ContextKeyKind.Process, "process.entity_id"),
        new(ContextKeyKind.ProcessId, ContextFields.Host, "process.pid"),
        new(ContextKeyKind.Parent, "process.parent.entity_id"),
        new(ContextKeyKind.ParentId, ContextFields.Host, "process.parent.pid"),
        new(ContextKeyKind.Target, Data + "TargetProcessGUID"),
        new(ContextKeyKind.User, "user.domain", "user.name"),
        new(ContextKeyKind.Hash, "process.hash.sha256"),
        new(ContextKeyKind.Hash, "process.hash.sha1"),
        new(ContextKeyKind.Hash, "process.hash.md5"),
        new(ContextKeyKind.Hash, "file.hash.sha256"),
        new(ContextKeyKind.Hash, "file.hash.sha1"),
        new(ContextKeyKind.Hash, "file.hash.md5"),
        new(ContextKeyKind.File, "file.path") { Codes = ["11", "15", "23", "26"] },
        new(ContextKeyKind.Executable, "process.executable") { Codes = ["1", "4688"] },
        new(ContextKeyKind.Logon, ContextFields.Host, Data + "TargetLogonId") { Codes = ["4624"] },
        new(ContextKeyKind.Session, ContextFields.Host, Data + "LogonId") { Codes = ["1"] },
        new(ContextKeyKind.Session, ContextFields.Host, "winlog.logon.id") { Codes = ["4688"] },
        new(ContextKeyKind.Session, ContextFields.Host, Data + "TargetLogonId") { Codes = ["4688"] },
    ];

    private static readonly int CodeNumber = ContextFields.NumberOf(Code);

    /// <summary>Writes the hashes of the record's keys and returns how many there are.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hashes">Place for <see cref="Max"/>.</param>
    /// <param name="facts">How many of them, the first ones, are of the kinds that alerts look for.</param>
    public static int HashesOf(ContextRecord record, Span<uint> hashes, out int facts)
    {
        facts = 0;
        var count = 0;
        for (var i = 0; i < Rows.Length; i++)
        {
            if (i == Facts.Length) facts = count;
            var row = Rows[i];
            if (row.AppliesTo(record))
                hashes[count++] = ContextKey.HashOf(row.Kind, record[row.One], row.OtherOf(record));
        }

        return count;
    }

    /// <summary>True if the record has the key, not only its hash.</summary>
    public static bool Has(ContextRecord record, ContextKey key)
    {
        foreach (var row in Rows)
            if (row.Kind == key.Kind && row.AppliesTo(record) && IsSame(record[row.One], key.Parts[0])
                && IsSame(row.OtherOf(record), key.Parts.Length > 1 ? key.Parts[1] : []))
                return true;

        return false;
    }

    /// <summary>True if the texts are equal ignoring the case of ASCII letters; other bytes count, too.</summary>
    public static bool IsSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (Lower(one[i]) != Lower(other[i])) return false;

        return true;
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    private sealed class Row(ContextKeyKind kind, string one, string? other = null)
    {
        private const int None = -1;

        private readonly int _other = other is null ? None : ContextFields.NumberOf(other);
        private readonly byte[][] _codes = [];

        public ContextKeyKind Kind => kind;

        public int One { get; } = ContextFields.NumberOf(one);

        // Only of these events; of all if there is none.
        public string[] Codes { init => _codes = [.. value.Select(Encoding.UTF8.GetBytes)]; }

        public ReadOnlySpan<byte> OtherOf(ContextRecord record) => _other == None ? [] : record[_other];

        public bool AppliesTo(ContextRecord record)
        {
            if (record[One].IsEmpty || (_other != None && record[_other].IsEmpty)) return false;
            if (_codes.Length == 0) return true;
            foreach (var code in _codes)
                if (record[CodeNumber].SequenceEqual(code)) return true;

            return false;
        }
    }
}
