using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>What holds for any event, whatever its values.</summary>
public sealed class MappingLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Any_event_is_normalised_once_for_all_and_keeps_what_it_has() => Prop.ForAll(
        AnyEvent.WithAnyData.ToArbitrary(),
        document => Mapped.Read(document).Select(Mapped.Fault).OfType<string>().FirstOrDefault() is null)
        .Check(Often);

    [RecordingsFact]
    public void Recorded_events_are_normalised_once_for_all_and_keep_what_they_have()
    {
        var faults = from document in AnyEvent.Recorded()
                     from field in Mapped.Read(document)
                     select Mapped.Fault(field);

        Assert.Empty(faults.OfType<string>());
    }

    [RecordingsFact]
    public void Recorded_processes_have_an_identity_and_an_executable()
    {
        string[] codes = ["1", "3", "5", "7", "11", "22"];
        var count = 0;
        foreach (var document in AnyEvent.Recorded())
        {
            var values = Mapped.Read(document).ToDictionary(f => f.Field, f => f.Once);
            if (!values["winlog.channel"].Contains("Sysmon", StringComparison.Ordinal)) continue;
            if (!codes.Contains(values["event.code"].Trim('"'))) continue;

            count++;
            Assert.Equal(values["winlog.event_data.ProcessGuid"], values["process.entity_id"]);
            Assert.Equal(values["winlog.event_data.Image"], values["process.executable"]);
            Assert.NotEmpty(values["process.entity_id"]);
            Assert.NotEmpty(values["process.executable"]);
        }

        Assert.Equal(297, count);
    }
}
