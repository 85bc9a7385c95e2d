namespace DetectionApi.Api.Ingest;

/// <summary>An event that could not be read, or is of a host that the key may not speak for. Its
/// bytes are in the quarantine.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Reason">Why it is not taken.</param>
internal sealed record RejectedEvent(int Index, string Reason);

/// <summary>What came of a request with events.</summary>
/// <param name="Received">How many events it held.</param>
/// <param name="Accepted">How many of them could be read. They are judged, and on disk if a rule matched.</param>
/// <param name="Matched">How often a rule matched.</param>
/// <param name="NewOccurrences">How many of the matches were not in the store before.</param>
/// <param name="NewOverflow">
/// How many alerts were begun past their rule's cap: kept, and in lists only with <c>disposition=overflow</c>.
/// </param>
/// <param name="Rejected">Those that could not be read, in order.</param>
internal sealed record EventsResponse(
    int Received, int Accepted, int Matched, int NewOccurrences, int NewOverflow,
    IReadOnlyList<RejectedEvent> Rejected);
