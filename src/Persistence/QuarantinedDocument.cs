namespace DetectionApi.Persistence;

/// <summary>Bytes that a shipper sent as an event and that could not be read.</summary>
/// <remarks>Shippers drop what is answered with 400. What they drop is here, so that nothing is lost.</remarks>
public sealed class QuarantinedDocument
{
    private const int BytesBesides = 512;

    private readonly byte[] _document = [];

    /// <summary>Its number, ascending in the order of arrival.</summary>
    public long Id { get; private set; }

    /// <summary>The fingerprint of its bytes: the same bytes are kept once, however often they come.</summary>
    public required UInt128 Fingerprint { get; init; }

    /// <summary>When it came first.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it came last.</summary>
    public required DateTimeOffset LastReceivedAt { get; set; }

    /// <summary>How often it came.</summary>
    public int Count { get; set; } = 1;

    /// <summary>The network address of who sent it first; null if there is none.</summary>
    public required string? SenderAddress { get; init; }

    /// <summary>What the sender says of itself; null if nothing.</summary>
    public required string? SenderAgent { get; init; }

    /// <summary>The index that the shipper named; null if it named none.</summary>
    public required string? Index { get; init; }

    /// <summary>Its place among the events of its request, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>Why it could not be read.</summary>
    public required string Reason { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required byte[] Document
    {
        get => _document;
        init => (_document, CountedBytes) = (value, value.Length + BytesBesides);
    }

    /// <summary>
    /// What it counts for in the size of the quarantine: its bytes as they came, and 512 for its row, so that many tiny
    /// documents count, too.
    /// </summary>
    public long CountedBytes { get; private set; }
}
