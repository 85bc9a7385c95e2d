namespace DetectionApi.Benchmarks.Corpus;

/// <summary>A batch that is complete but for what differs from sending to sending.</summary>
/// <param name="Body">The batch in bulk form.</param>
/// <param name="Sites">What differs, event by event; events begin with their <see cref="PatchKind.Timestamp"/>.</param>
/// <param name="Offsets">When each event happens, in milliseconds after the batch begins.</param>
/// <param name="ProcessCount">How many processes there are.</param>
/// <param name="Expected">What the rule finds in it.</param>
internal sealed record BatchTemplate(
    byte[] Body, PatchSite[] Sites, int[] Offsets, int ProcessCount, ExpectedOfBatch Expected);

/// <summary>What the rule finds in a batch.</summary>
/// <param name="Matches">How many events version 316 matches.</param>
/// <param name="MatchesOfVersion3">How many events version 3 matches.</param>
/// <param name="AlertsOfPassing">How many alerts begin, besides the security product's.</param>
internal readonly record struct ExpectedOfBatch(int Matches, int MatchesOfVersion3, int AlertsOfPassing);
