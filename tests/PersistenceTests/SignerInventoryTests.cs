using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Who signed which file, as analysts say.</summary>
public sealed class SignerInventoryTests
{
    [Fact]
    public async Task What_is_said_of_a_file_is_kept_with_who_said_it_and_when()
    {
        await using var store = await TestStore.NewAsync();

        await PutAsync(store, [Entry(1, "Example Ltd", "from the vendor")]);
        var signer = Assert.Single((await store.Inventory.ListAsync(null, null, 10, default)).Items);

        Assert.Equal((HashOf(1), "Example Ltd", "from the vendor"), (signer.Sha256, signer.Subject, signer.Note));
        Assert.Equal(("jo", Some.Later), (signer.ChangedBy, signer.ChangedAt));
    }

    [Fact]
    public async Task Each_file_is_new_changed_or_as_it_was()
    {
        await using var store = await TestStore.NewAsync();
        await PutAsync(store, [Entry(1), Entry(2)]);

        var outcome = await store.Inventory.PutAsync(
            [Entry(1), Entry(2, "Another Ltd"), Entry(3)], "mo", Some.Later.AddDays(1), isDryRun: false, default);

        Assert.Equal([HashOf(3)], outcome.Added);
        Assert.Equal([HashOf(2)], outcome.Changed);
        Assert.Equal([HashOf(1)], outcome.Unchanged);
        var all = (await store.Inventory.ListAsync(null, null, 10, default)).Items;
        Assert.Equal(["jo", "mo", "mo"], all.Select(signer => signer.ChangedBy));
        Assert.Single((await store.Inventory.ListAsync("ANOTHER LTD", null, 10, default)).Items);
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_stores_nothing()
    {
        await using var store = await TestStore.NewAsync();

        var outcome = await store.Inventory.PutAsync([Entry(1)], "jo", Some.Later, isDryRun: true, default);

        Assert.Equal([HashOf(1)], outcome.Added);
        Assert.Empty((await store.Inventory.ListAsync(null, null, 10, default)).Items);
    }

    [Fact]
    public async Task Thousands_are_listed_page_by_page_in_one_order()
    {
        await using var store = await TestStore.NewAsync();
        await PutAsync(store, Some.Shuffled(Enumerable.Range(0, 3000), 7).Select(i => Entry(i)));

        var listed = new List<string>();
        bool hasMore;
        do
        {
            var page = await store.Inventory.ListAsync("example ltd", listed.LastOrDefault(), 700, default);
            listed.AddRange(page.Items.Select(signer => signer.Sha256));
            hasMore = page.HasMore;
        }
        while (hasMore);

        Assert.Equal(Enumerable.Range(0, 3000).Select(HashOf).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task What_is_taken_out_is_gone_and_cannot_be_taken_out_again()
    {
        await using var store = await TestStore.NewAsync();
        await PutAsync(store, [Entry(1)]);

        Assert.Equal("Example Ltd", (await store.Inventory.RemoveAsync(HashOf(1), default))?.Subject);
        Assert.Null(await store.Inventory.RemoveAsync(HashOf(1), default));
        Assert.Empty((await store.Inventory.ListAsync(null, null, 10, default)).Items);
    }

    [Fact]
    public async Task Seen_are_signers_that_verified_first_hand_and_those_of_the_inventory()
    {
        await using var store = await TestStore.NewAsync();
        Assert.Empty(await store.Inventory.SignersSeenAsync(default));

        await store.RecordAsync(
            Signed(1, "Example Ltd", isTrusted: true), Signed(2, "Example Ltd", isTrusted: true),
            Signed(3, "Forged Ltd", isTrusted: false));
        await store.KeepAsync(
            SomeContext.Load().Data("ProcessGuid", SomeContext.Other).Data("Signature", "Elsewhere Ltd")
                .With("winlog.computer_name", "WS-18"));
        await store.RecordAsync(Some.Match(
            SomeMatch.EventOf(4, 4).With("process.hash.sha256", SomeContext.Sha256)));
        await PutAsync(store, [Entry(1, "Listed Ltd"), Entry(2, "Listed Ltd"), Entry(3, "Zeta Ltd")]);
        var seen = await store.Inventory.SignersSeenAsync(default);

        Assert.Equal(["example ltd", "listed ltd", "zeta ltd"], seen.Select(s => s.ToLowerInvariant()).Order());
        Assert.Contains("LISTED LTD", seen);
        Assert.Contains(
            await store.AllAsync(), alert => alert.Source.Signer.FoundBy is SignerFoundBy.OtherHost);
    }

    [Theory]
    [InlineData("closed", "file-of-true-positive")]
    [InlineData("assigned", "file-of-assigned-alert")]
    [InlineData("unsigned", "contradicts-alert")]
    [InlineData("untrusted", "contradicts-alert")]
    [InlineData("other", "contradicts-alert")]
    [InlineData("same", "")]
    [InlineData("unknown", "")]
    public async Task What_alerts_speak_against_is_not_taken(string alert, string code)
    {
        await using var store = await TestStore.NewAsync();
        var source = SomeMatch.EventOf(1, 1).With("process.hash.sha256", SomeContext.Sha256);
        if (alert is "unsigned") source = source.With("process.code_signature.exists", false);
        if (alert is "untrusted" or "other" or "same")
            source = source.With("process.code_signature.exists", true)
                .With("process.code_signature.subject_name", alert == "other" ? "Other Ltd" : "EXAMPLE Ltd")
                .With("process.code_signature.trusted", alert != "untrusted");
        await store.RecordAsync(Some.Match(source));
        var id = Assert.Single(await store.AllAsync()).Id;
        if (alert is "closed" or "assigned")
            await store.Triage.ChangeAsync(
                id, null,
                alert == "closed"
                    ? new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive }
                    : new AlertChange { Assignment = new Assignment("mira") },
                null, new Doing("jo", Some.Later), default);

        var entry = new SignerEntry(SomeContext.Sha256, "Example Ltd", null);
        foreach (var isDryRun in new[] { true, false })
        {
            var outcome = await store.Inventory.PutAsync(
                [entry, Entry(1)], "jo", Some.Later, isDryRun, default);

            Assert.Equal(code, string.Concat(outcome.Refused.Values.Select(refusal => Words.Of(refusal.Code))));
            Assert.Equal(code.Length == 0, outcome.Added.Contains(entry.Sha256));
            Assert.Contains(HashOf(1), outcome.Added);
        }

        Assert.Equal(
            code.Length > 0 ? 1 : 2, (await store.Inventory.ListAsync(null, null, 10, default)).Items.Count);
    }

    private static Domain.Alerts.Match Signed(int process, string subject, bool isTrusted) => Some.Match(
        SomeMatch.EventOf(process, process).With("process.code_signature.exists", true)
            .With("process.code_signature.subject_name", subject).With("process.code_signature.trusted", isTrusted));

    private static Task<InventoryOutcome> PutAsync(TestStore store, IEnumerable<SignerEntry> entries) =>
        store.Inventory.PutAsync([.. entries], "jo", Some.Later, isDryRun: false, default);

    private static SignerEntry Entry(int file, string subject = "Example Ltd", string? note = null) =>
        new(HashOf(file), subject, note);

    private static string HashOf(int file) => $"{file * 7919:x64}";
}
