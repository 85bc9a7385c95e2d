using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Comments, steps of containment, and answers that are stored along with them.</summary>
public sealed class AlertNotesTests
{
    private static readonly Doing ByJo = new("jo", Some.Later.AddHours(1));

    [Fact]
    public async Task Comments_come_back_part_by_part_in_the_order_of_writing()
    {
        await using var store = await TestStore.NewAsync();
        var (id, other) = (await RecordAsync(store, 1), await RecordAsync(store, 2));
        for (var i = 0; i < 5; i++) await store.Notes.AddAsync(Comment(id, $"{i}"), answer: null, default);
        await store.Notes.AddAsync(Comment(other, "other"), answer: null, default);

        var first = await store.Notes.CommentsAsync(id, 0, 2, default);
        var rest = await store.Notes.CommentsAsync(id, first.Items[^1].Id, 10, default);

        Assert.True(first.HasMore);
        Assert.False(rest.HasMore);
        Assert.Equal(["0", "1", "2", "3", "4"], first.Items.Concat(rest.Items).Select(comment => comment.Text));
    }

    [Fact]
    public async Task A_comment_on_an_alert_that_does_not_exist_is_not_stored()
    {
        await using var store = await TestStore.NewAsync();

        await Assert.ThrowsAnyAsync<Exception>(
            () => store.Notes.AddAsync(Comment("none", "x"), _ => AnswerOf("k"), default));

        Assert.Null(await store.Answers.FindAsync("mira", "k", Some.Later, default));
    }

    [Fact]
    public async Task A_step_is_undone_by_the_first_of_many()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store, 1);
        var step = await store.Notes.AddAsync(
            new ContainmentStep
            {
                AlertId = id, Action = ContainmentAction.ProcessSuspension, Note = "pid 6120", At = Some.Later,
                Actor = "mira",
            },
            answer: null, default);

        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            store.Notes.ReverseAsync(id, step.Id, ByJo, answer: null, default))));

        Assert.Single(done, reversed => reversed.IsDone);
        var stored = Assert.Single((await store.Notes.ContainmentAsync(id, 0, 10, default)).Items);
        Assert.Equal(
            (ContainmentAction.ProcessSuspension, "pid 6120", "mira", ByJo.At, "jo"),
            (stored.Action, stored.Note, stored.Actor, stored.ReversedAt, stored.ReversedBy));
        Assert.Null((await store.Notes.ReverseAsync("none", step.Id, ByJo, answer: null, default)).Step);
        Assert.Null((await store.Notes.ReverseAsync(id, step.Id + 1, ByJo, answer: null, default)).Step);
    }

    [Fact]
    public async Task An_answer_is_stored_with_what_it_answers_and_knows_its_number()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store, 1);
        var comment = await store.Notes.AddAsync(
            Comment(id, "x"), made => AnswerOf("k", body: $"{made.Id}"), default);

        var answer = (await store.Answers.FindAsync("mira", "k", Some.Later, default))!;

        Assert.NotEqual(0, comment.Id);
        Assert.Equal((201, $"{comment.Id}", (UInt128)7), (answer.Status, Text(answer), answer.Request));
        Assert.Null(await store.Answers.FindAsync("jo", "k", Some.Later, default));
        Assert.Null(await store.Answers.FindAsync("mira", "K", Some.Later, default));
    }

    [Fact]
    public async Task An_answer_is_remembered_for_a_day_and_then_gone()
    {
        await using var store = await TestStore.NewAsync();
        var id = await RecordAsync(store, 1);
        await store.Notes.AddAsync(Comment(id, "x"), _ => AnswerOf("old"), default);
        var later = Some.Later + AnswerMemory.Kept;

        Assert.NotNull(await store.Answers.FindAsync("mira", "old", later.AddMilliseconds(-1), default));
        Assert.Null(await store.Answers.FindAsync("mira", "old", later, default));

        await store.Notes.AddAsync(Comment(id, "y"), _ => AnswerOf("old", later, "again"), default);
        Assert.Equal("again", Text((await store.Answers.FindAsync("mira", "old", later, default))!));
        await using var db = await store.ContextAsync();
        Assert.Single(db.Answers);
    }

    private static string Text(RememberedAnswer answer) => System.Text.Encoding.UTF8.GetString(answer.Body);

    private static RememberedAnswer AnswerOf(string key, DateTimeOffset? at = null, string body = "") => new()
    {
        Actor = "mira",
        Key = key,
        Request = 7,
        At = at ?? Some.Later,
        Status = 201,
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    };

    private static AlertComment Comment(string alertId, string text) =>
        new() { AlertId = alertId, At = Some.Later, Actor = "mira", Text = text };

    private static async Task<string> RecordAsync(TestStore store, int process)
    {
        var match = SomeMatch.Of(process, process);
        await store.RecordAsync(match);
        return (await store.AllAsync()).Single(alert => alert.FirstEventKey == match.Envelope.Key).Id;
    }
}
