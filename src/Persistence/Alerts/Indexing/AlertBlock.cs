using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Some rows of the index, column by column, and what is true of all of them.</summary>
/// <remarks>
/// Rows stay where they began, so a block holds alerts of about the same time, and most questions need few blocks.
/// </remarks>
internal sealed class AlertBlock(int number)
{
    /// <summary>How many rows a block has room for.</summary>
    public const int Size = 1024;

    /// <summary>The lower bits of <see cref="CodeColumn.Queue"/> are the status, the others the disposition.</summary>
    public const int StatusBits = 2;

    public const byte StatusMask = (1 << StatusBits) - 1;

    private const int CodesMax = 16;

    private readonly byte[][] _codes = ColumnsOf<CodeColumn, byte>();
    private readonly int[][] _numbers = ColumnsOf<NumberColumn, int>();
    private readonly long[][] _times = ColumnsOf<TimeColumn, long>();
    private readonly ushort[] _rowsByCode = new ushort[Enum.GetValues<CodeColumn>().Length * CodesMax];
    private readonly long[] _earliest = [long.MaxValue, long.MaxValue, long.MaxValue];
    private readonly long[] _latest = [long.MinValue, long.MinValue, long.MinValue];

    /// <summary>The row of the first slot.</summary>
    public int FirstRow => number * Size;

    /// <summary>How many slots are taken.</summary>
    public int Count { get; private set; }

    public UInt128[] Ids { get; } = new UInt128[Size];

    public int[] RiskScores { get; } = new int[Size];

    public int[] Occurrences { get; } = new int[Size];

    /// <summary>No row has a lower one.</summary>
    public int RiskScoreMin { get; private set; } = int.MaxValue;

    /// <summary>No row has a higher one.</summary>
    public int RiskScoreMax { get; private set; } = int.MinValue;

    public static byte QueueOf(Disposition disposition, AlertStatus status) =>
        (byte)(((int)disposition << StatusBits) | (int)status);

    public static AlertStatus StatusOf(int queue) => (AlertStatus)(queue & StatusMask);

    public static Disposition DispositionOf(int queue) => (Disposition)(queue >> StatusBits);

    public ReadOnlySpan<byte> Codes(CodeColumn column) => _codes[(int)column];

    public ReadOnlySpan<int> Numbers(NumberColumn column) => _numbers[(int)column];

    public ReadOnlySpan<long> Times(TimeColumn column) => _times[(int)column];

    /// <summary>No row is earlier.</summary>
    public long Earliest(TimeColumn column) => _earliest[(int)column];

    /// <summary>No row is later.</summary>
    public long Latest(TimeColumn column) => _latest[(int)column];

    /// <summary>True if some row has one of the codes.</summary>
    public bool HasAny(CodeColumn column, uint codes)
    {
        for (var code = 0; codes >> code != 0; code++)
            if (((codes >> code) & 1) != 0 && _rowsByCode[((int)column * CodesMax) + code] > 0) return true;

        return false;
    }

    /// <summary>Takes one more slot.</summary>
    public int Add(UInt128 id)
    {
        Ids[Count] = id;
        for (var column = 0; column < _codes.Length; column++) _rowsByCode[column * CodesMax]++;
        return Count++;
    }

    public void Set(int slot, CodeColumn column, byte code)
    {
        var codes = _codes[(int)column];
        _rowsByCode[((int)column * CodesMax) + codes[slot]]--;
        _rowsByCode[((int)column * CodesMax) + code]++;
        codes[slot] = code;
    }

    public void Set(int slot, NumberColumn column, int value) => _numbers[(int)column][slot] = value;

    public void Set(int slot, TimeColumn column, DateTimeOffset time)
    {
        var value = time.ToUnixTimeMilliseconds();
        _times[(int)column][slot] = value;
        _earliest[(int)column] = Math.Min(_earliest[(int)column], value);
        _latest[(int)column] = Math.Max(_latest[(int)column], value);
    }

    public void SetRiskScore(int slot, int score)
    {
        RiskScores[slot] = score;
        RiskScoreMin = Math.Min(RiskScoreMin, score);
        RiskScoreMax = Math.Max(RiskScoreMax, score);
    }

    private static TValue[][] ColumnsOf<TColumn, TValue>() where TColumn : struct, Enum =>
        [.. Enum.GetValues<TColumn>().Select(_ => new TValue[Size])];
}
