using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Rules;

namespace DetectionApi.DomainTests.EqlTests;

/// <summary>Which event ids a query asks for: an event with another id is not even normalised.</summary>
public sealed class RequiredCodesTests
{
    [Theory]
    [InlineData("""process where event.code == "10" and process.pid > 4""", "10")]
    [InlineData("""any where "10" == event.code""", "10")]
    [InlineData("""any where event.code in ("1", "5") and process.pid > 4""", "1 5")]
    [InlineData("""any where event.code == "1" or event.code == "5" """, "1 5")]
    [InlineData("""any where (event.code == "1" or event.code == "5") and event.code in ("1", "5", "7")""", "1 5")]
    [InlineData("""any where event.code == "1" or process.pid > 4""", null)]
    [InlineData("""any where not event.code == "1" """, null)]
    [InlineData("""any where event.code != "1" """, null)]
    [InlineData("""any where event.code : "1*" """, null)]
    [InlineData("""any where event.code in~ ("1")""", null)]
    [InlineData("""any where event.code == "x" """, null)]
    [InlineData("""any where winlog.event_id == "10" """, null)]
    [InlineData("""any where event.code == " 10" """, null)]
    [InlineData("""any where event.code == "+10" """, null)]
    [InlineData("any where true", null)]
    public void A_query_asks_for_the_ids_without_which_it_cannot_match(string query, string? codes) =>
        Assert.Equal(codes, EqlQuery.Parse(query).Codes is { } all ? string.Join(' ', all.Order()) : null);

    [Fact]
    public void The_built_in_rule_asks_for_process_access_only() => Assert.All(
        RuleCatalogue.BuiltIn[0].Versions, version => Assert.Equal([10], version.Query.Codes!));
}
