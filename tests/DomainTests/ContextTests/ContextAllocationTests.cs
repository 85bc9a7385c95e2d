using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>What keeping context costs in memory.</summary>
public sealed class ContextAllocationTests
{
    [Fact]
    public void An_event_that_nobody_keeps_allocates_nothing() => Assert.Equal(0, AllocatedBy(
    [
        SomeContext.Load(@"C:\Windows\System32\ntdll.dll").Utf8, SomeContext.Sysmon(13).Data("TargetObject", "x").Utf8,
        SomeContext.Sysmon(255).Utf8, SomeContext.Security(4625).Utf8,
        SomeContext.OfAgent(7).With("file.path", @"C:\Windows\System32\ntdll.dll").Utf8,
    ]));

    [Fact]
    public void A_kept_event_allocates_nothing_once_there_is_room() => Assert.Equal(0, AllocatedBy(
    [
        SomeContext.Start().Utf8, SomeContext.Load().Utf8, SomeContext.AuditedStart().Utf8,
        SomeContext.Sysmon(22).Data("QueryResults", "::ffff:192.0.2.1;192.0.2.2;").Utf8, SomeContext.OfAgent(11).Utf8,
        SomeContext.OfWinlogbeat7(3).Utf8,
    ]));

    private static long AllocatedBy(byte[][] documents)
    {
        var detector = new Detector([Some.Active(3), Some.Active(316)], keepsContext: true);
        var (rules, buffer, chunk) = (detector.RulesFor(null), detector.NewBuffer(), new ContextChunk());
        for (var (round, full) = (0, 0); round < 100 || (chunk.Count > 0 && full < 2); round++)
            if (JudgeAll()) full++;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 500; round++) JudgeAll();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        bool JudgeAll()
        {
            foreach (var document in documents) detector.Judge(document, rules, buffer, Some.Later, chunk);
            var isFull = chunk.IsFull;
            if (isFull) chunk.Clear();
            return isFull;
        }
    }
}
