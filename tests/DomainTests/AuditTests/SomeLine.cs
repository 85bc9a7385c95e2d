using DetectionApi.Domain.Audit;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.AuditTests;

/// <summary>Lines of an audit log, and logs of them.</summary>
internal static class SomeLine
{
    private static readonly Gen<string> Texts =
        Gen.Elements("", "a", "ab", "b", "mira", "ä😀", "null", "{\"a\":1}", "a\0b", "\u202e", "4:abcd");

    /// <summary>Contents of every kind.</summary>
    public static Gen<AuditLine> Contents { get; } =
        from texts in Gen.ArrayOf(Gen.OrNull(Texts), 7)
        from actor in Gen.OrNull(Texts)
        from operation in Texts
        from outcome in Gen.Elements(AuditOutcome.Changed, AuditOutcome.Refused)
        from status in Gen.Elements<int?>(null, 0, 401, 409)
        from count in Gen.Choose(1, 1000)
        from seconds in Gen.Choose(-5, 5)
        select new AuditLine
        {
            At = Some.Time.AddSeconds(seconds).AddTicks(seconds),
            Actor = actor,
            KeyId = texts[0],
            From = texts[1],
            RequestId = texts[2],
            Operation = operation,
            Outcome = outcome,
            Subject = texts[3],
            SubjectId = texts[4],
            Before = texts[5],
            After = texts[6],
            Status = status,
            Reason = texts[0],
            Count = count,
        };

    /// <summary>Logs of 2 to 12 lines.</summary>
    public static Gen<AuditLine[]> Logs { get; } =
        Gen.Choose(2, 12).SelectMany(length => Gen.ArrayOf(Contents, length)).Select(Chained);

    /// <summary>The contents one after another.</summary>
    public static AuditLine[] Chained(params AuditLine[] contents)
    {
        var (head, lines) = (AuditHead.None, new List<AuditLine>());
        foreach (var content in contents)
        {
            lines.Add(AuditChain.Append(head, content));
            head = AuditHead.Of(lines[^1]);
        }

        return [.. lines];
    }

    /// <summary>What is wrong with a log first; null if nothing is.</summary>
    public static string? FaultOf(IEnumerable<AuditLine> log, AuditHead? expected = null)
    {
        var verifier = new AuditVerifier(expected);
        return log.Select(verifier.FaultOf).FirstOrDefault(fault => fault is not null) ?? verifier.FaultOfEnd();
    }
}
