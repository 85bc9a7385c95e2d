using DetectionApi.Domain.Context;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>The numbers of the fields are on disk: they never change, and new fields come after them.</summary>
public sealed class ContextFieldsTests
{
    [Fact]
    public void Every_field_has_the_number_that_it_always_had()
    {
        var golden = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "context-fields.txt"));

        Assert.Equal(golden, ContextFields.All.Select((field, number) => $"{number} {field}"));
    }

    [Fact]
    public void A_number_is_a_byte_and_of_one_field()
    {
        Assert.InRange(ContextFields.All.Count, 1, 256);
        Assert.Equal(ContextFields.All.Count, ContextFields.All.Distinct().Count());
        Assert.All(ContextFields.All.Index(), field => Assert.Equal(field.Index, ContextFields.NumberOf(field.Item)));
        Assert.Equal(0, ContextFields.NumberOf(ContextFields.Host));
        Assert.Throws<ArgumentException>(() => ContextFields.NumberOf("process.hash.sha512"));
    }

    [Fact]
    public void Every_field_is_kept_of_some_event_and_no_event_asks_for_one_twice()
    {
        var tables = ContextFields.OfSysmon.Values.Concat(ContextFields.OfSecurity.Values).ToList();

        Assert.Equal(ContextFields.All.Skip(1).Order(), tables.SelectMany(fields => fields).Distinct().Order());
        Assert.All(tables, fields => Assert.Equal(fields.Length, fields.Distinct().Count()));
    }
}
