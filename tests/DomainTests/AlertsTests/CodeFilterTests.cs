using System.Text;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>However an event spells its id, it is judged if a rule asks for that id.</summary>
public sealed class CodeFilterTests
{
    [Theory]
    [InlineData("event.code", "\"10\"")]
    [InlineData("event.code", "10")]
    [InlineData("event.code", "[\"10\"]")]
    [InlineData("event.code", "[10,3]")]
    [InlineData("event.code", "[\"10\",\"3\"]")]
    [InlineData("event.code", "\"\\u0031\\u0030\"")]
    [InlineData("winlog.event_id", "10")]
    [InlineData("winlog.event_id", "\"10\"")]
    [InlineData("winlog.event_id", "[10,10]")]
    public void An_id_is_seen_in_whatever_form(string field, string id) =>
        Assert.Single(Some.Judge(Spelled(field, id)).Matches);

    [Theory]
    [InlineData("event.code", "\"11\"")]
    [InlineData("event.code", "[3,7]")]
    [InlineData("event.code", "\"10 \"")]
    [InlineData("event.code", "100")]
    public void Another_id_is_another_event(string field, string id) =>
        Assert.Empty(Some.Judge(Spelled(field, id)).Matches);

    [Fact]
    public void The_later_of_two_ids_counts()
    {
        const string Seven = "\"event\":{\"code\":\"7\"}";
        var json = Some.ProcessAccess().Json;
        Assert.Single(Some.Judge(Encoding.UTF8.GetBytes(json.Insert(1, Seven + ","))).Matches);
        Assert.Empty(Some.Judge(Encoding.UTF8.GetBytes($"{json[..^1]},{Seven}}}")).Matches);
    }

    private static byte[] Spelled(string field, string id)
    {
        const string Placeholder = "\"the id\"";
        var e = Some.ProcessAccess().Without("event.code").Without("winlog.event_id").With(field, "the id");
        return Encoding.UTF8.GetBytes(e.Json.Replace(Placeholder, id, StringComparison.Ordinal));
    }
}
