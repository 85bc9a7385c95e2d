using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>An item that nothing refuses, and accesses that it covers.</summary>
internal static class SomeException
{
    public const string Agent = @"C:\Program Files\Vendor\agent.exe";
    public const string App = @"C:\Program Files\App\app.exe";
    public const string Host = "ws-17.corp.example";

    /// <summary>When items are written: after what they cover happened.</summary>
    public static readonly DateTimeOffset Now = Some.Time.AddDays(1);

    public static readonly Doing ByMira = new("mira", Now);
    public static readonly Doing ByJo = new("jo", Now);

    public static ExceptionTerms Terms { get; } = new()
    {
        Executable = Agent,
        TargetImage = App,
        Classes = AccessClasses.Query | AccessClasses.MemoryRead,
        FirstFrameKind = FirstFrameKind.Unbacked,
        Hosts = [Host],
        ExpiresAt = Now.AddDays(30),
    };

    public static ExceptionContent Content { get; } = Of(Terms);

    public static ExceptionContent Of(ExceptionTerms terms) => new()
    {
        Name = "Vendor's agent", Reason = "It watches the app.", Owner = "app team", Terms = terms,
    };

    /// <summary>An item that must be approved.</summary>
    public static ExceptionContent Broad { get; } = Of(Terms with { IsForAllHosts = true, Hosts = [] }) with
    {
        Evidence = [new ExceptionEvidence(EvidenceKind.Vendor, "KB 4711")],
    };

    /// <summary>One access that the item covers; each process is an alert of its own.</summary>
    public static Match Access(int process, int recordId, TimeSpan after = default, string trace = Some.Unbacked) =>
        Some.Match(SomeMatch.EventOf(process, recordId, after)
            .With("winlog.event_data.SourceImage", Agent)
            .With("winlog.event_data.TargetImage", App)
            .With("winlog.event_data.CallTrace", trace));

    public static Task<ExceptionOutcome> DoAsync(this TestStore store, ExceptionCommand command, Doing? doing = null) =>
        store.Items.ApplyAsync(command, isDryRun: false, doing ?? ByMira, answer: null, default);

    /// <summary>Brings an item into force.</summary>
    public static async Task<ExceptionItem> ActivateAsync(
        this TestStore store, string id, ExceptionContent? content = null, DateTimeOffset? at = null)
    {
        var made = await store.DoAsync(
            new CreateException(id, content ?? Content) { Submits = true }, new Doing("mira", at ?? Now));
        Assert.Equal((ExceptionResult.Done, ""), (made.Kind, InWords(made)));
        Assert.Equal(ExceptionStatus.Active, made.Item!.Status);
        return made.Item;
    }

    /// <summary>Why it was refused.</summary>
    public static string InWords(ExceptionOutcome outcome) =>
        string.Join(", ", outcome.Refusals.Select(refusal => Words.Of(refusal.Code)));
}
