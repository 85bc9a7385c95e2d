using System.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>Reads one document and puts what was found into words, so that a case can state it.</summary>
internal static class Read
{
    /// <summary>All values of a field: text in quotes, others bare; empty if there are none.</summary>
    public static string Field(string document, string field) => Field(Encoding.UTF8.GetBytes(document), field);

    public static string Field(byte[] document, string field)
    {
        var buffer = new EventBuffer(new FieldSet([field]));
        Assert.True(buffer.TryRead(document, out var view, out var reason), reason);
        return Values(view, 0);
    }

    public static string Values(EventView view, int slot)
    {
        var words = new List<string>();
        foreach (var value in view.All(slot))
            words.Add(value.Kind is FieldKind.Text ? $"\"{value.ToString()}\"" : value.ToString());

        return string.Join(' ', words);
    }

    /// <summary>Why it cannot be read; null if it can.</summary>
    public static string? Refusal(byte[] document) =>
        new EventBuffer(new FieldSet(["a", "a.b"])).TryRead(document, out _, out var reason) ? null : reason;
}
