using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;
using DetectionApi.DomainTests.EventsTests;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>Which events the context keeps, and what of them.</summary>
public sealed class KeepingTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Of_Sysmons_log_these_are_kept()
    {
        var raw = Enumerable.Range(0, 300).Where(code => Kept.Is(SomeContext.Sysmon(code)));
        var agent = Enumerable.Range(0, 300).Where(code => Kept.Is(SomeContext.OfAgent(code).Without("file")));
        var old = Enumerable.Range(0, 300).Where(code => Kept.Is(SomeContext.OfWinlogbeat7(code).Without("file")));

        Assert.Equal([1, 3, 5, 8, 10, 11, 15, 22, 23, 25, 26], raw);
        Assert.Equal([1, 3, 5, 8, 10, 11, 15, 22, 23, 25, 26], agent);
        Assert.Equal([1, 3, 5, 8, 10, 11, 15, 22, 23, 25, 26], old);
    }

    [Fact]
    public void Of_the_Security_log_these_are_kept() => Assert.Equal(
        [4624, 4688], Enumerable.Range(1, 6000).Where(code => Kept.Is(SomeContext.Security(code))));

    [Theory]
    [InlineData("winlog.channel", "Application")]
    [InlineData("event.code", "x")]
    [InlineData("event.code", "")]
    [InlineData("event.code", "1 ")]
    [InlineData("event.code", "99999999999999999999")]
    [InlineData("event.code", null)]
    public void Nothing_else_is_kept(string field, object? value) => Assert.False(Kept.Is(SomeContext.Start()
        .Without("winlog.provider_name").Without("event.provider").Without("winlog.event_id").With(field, value)));

    [Fact]
    public void Another_systems_event_with_such_a_code_is_not_kept() => Assert.Equal(
        0, Kept.Chunk("""{"event":{"code":"1"},"process":{"entity_id":"x"}}"""u8.ToArray()).Count);

    [Theory]
    [InlineData(SomeContext.Image, true)]
    [InlineData(@"c:\USERS\public\tools\Probe.EXE", true)]
    [InlineData(@"C:\Windows\System32\ntdll.dll", false)]
    [InlineData(@"C:\Users\Public\Tools\probe.exe.dll", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Of_the_images_that_a_process_loads_its_own_is_kept(string? image, bool isKept)
    {
        Assert.Equal(isKept, Kept.Is(SomeContext.Load().Data("ImageLoaded", image)));
        Assert.Equal(isKept, Kept.Is(SomeContext.OfAgent(7).With("file.path", image)));
        Assert.Equal(isKept, Kept.Is(SomeContext.OfWinlogbeat7(7).With("file.path", image)));
    }

    [Fact]
    public void So_it_is_where_the_path_has_other_letters_than_ASCIIs() => Assert.True(Kept.Is(
        SomeContext.Load(@"C:\Users\Jürgen\PROBE.exe").Data("Image", @"C:\Users\Jürgen\probe.exe")));

    [Fact]
    public void An_image_of_a_process_without_a_path_is_nobodys_own() => Assert.False(
        Kept.Is(SomeContext.Load().Data("Image", null).Data("ImageLoaded", null)));

    [Theory]
    [InlineData(41017)]
    [InlineData("41017")]
    [InlineData("0041017")]
    [InlineData(0)]
    [InlineData(null)]
    public void An_event_is_known_by_the_same_key_as_an_alerts_occurrence(object? recordId)
    {
        var document = SomeContext.Start().With("winlog.record_id", recordId).Utf8;
        var (envelope, kept) = (Kept.EnvelopeOf(document), Kept.Event(document)!);

        Assert.Equal((envelope.Key, envelope.At, envelope.Host.Name), (kept.Key, kept.At, kept.Host));
    }

    [Fact]
    public void Without_a_time_of_its_own_an_event_counts_from_its_receipt()
    {
        var document = SomeContext.Start().Without("@timestamp").Data("UtcTime", null).Utf8;
        var kept = Kept.Event(document)!;

        Assert.Equal((Kept.ReceivedAt, Kept.EnvelopeOf(document).Key), (kept.At, kept.Key));
    }

    [Theory]
    [InlineData("J\u00dcRGENS-PC", "j\u00fcrgens-pc")]
    [InlineData("\u212aELVIN", "kelvin")]
    [InlineData("\u023a\u023a\u023a", "\u2c65\u2c65\u2c65")]
    [InlineData("\u041f\u041a-7", "\u043f\u043a-7")]
    public void A_host_is_in_lower_case_whatever_its_letters(string name, string host)
    {
        var document = SomeContext.Start().With("winlog.computer_name", name).Utf8;

        Assert.Equal(host, Kept.Event(document)!.Host);
        Assert.Equal(host, Kept.EnvelopeOf(document).Host.Name);
    }

    [Fact]
    public void An_event_that_names_no_host_and_has_almost_nothing_else_is_kept()
    {
        var document = """{"event":{"code":"5","provider":"Microsoft-Windows-Sysmon"},"winlog":{"api":"x"}}"""u8;
        var kept = Kept.Event(document.ToArray())!;

        Assert.Equal((Host.Unknown, "5", null), (kept.Host, kept.Code, kept.RecordId));
    }

    [Theory]
    [InlineData("a", 32 * 1024, 32 * 1024)]
    [InlineData("a", (32 * 1024) + 1, 32 * 1024)]
    [InlineData("\u00e4", 20_000, 16 * 1024)]
    [InlineData("\u20ac", 20_000, 10_922)]
    [InlineData("\U0001f600", 10_000, 8 * 1024)]
    public void A_very_long_value_is_cut_between_two_letters(string letter, int letters, int left)
    {
        var text = string.Concat(Enumerable.Repeat(letter, letters));
        var kept = Kept.Event(SomeContext.Start().Data("CommandLine", text));

        Assert.Equal(text[..(left * letter.Length)], kept["process.command_line"]);
    }

    [Fact]
    public void All_values_of_a_field_are_kept()
    {
        string[] addresses = [.. Enumerable.Range(0, 300).Select(i => $"192.0.2.{i % 256}")];
        var kept = Kept.Event(SomeContext.Sysmon(22).With("dns.resolved_ip", addresses));

        Assert.Equal(addresses, kept.All("dns.resolved_ip"));
        Assert.Equal("192.0.2.0", kept["dns.resolved_ip"]);
        Assert.Empty(kept.All("file.path"));
    }

    // As many values as a document may have at most leave no room for those that the normaliser adds.
    [Theory]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public void An_event_with_the_most_values_is_kept(int values) => Assert.True(Kept.Is(SomeContext.Load()
        .With("tags", Enumerable.Repeat("x", values).ToArray())));

    [Fact]
    public void What_is_read_back_is_what_the_event_has() => Prop.ForAll(
        AnyEvent.InAnyEnvelope.ToArbitrary(), document => Fault(document) is null).Check(Often);

    [Fact]
    public void So_it_is_for_every_case_of_the_normaliser() =>
        Assert.Empty(AnyEvent.OfCases().Select(Fault).OfType<string>());

    [RecordingsFact]
    public void So_it_is_for_what_was_recorded()
    {
        Assert.Empty(AnyEvent.Recorded().Select(Fault).OfType<string>());
        Assert.NotInRange(AnyEvent.Recorded().Count(document => Kept.Event(document) is not null), 0, 299);
    }

    private static string? Fault(byte[] document)
    {
        if (Kept.Event(document) is not { } kept) return null;

        var envelope = Kept.EnvelopeOf(document);
        if (kept.Host != envelope.Host.Name) return $"host {kept.Host}, {envelope.Host.Name}";
        if (kept.At != (envelope.At ?? Kept.ReceivedAt)) return $"time {kept.At}, {envelope.At}";
        if (kept.Key != envelope.Key) return $"key {kept.Key}, {envelope.Key}";
        var isSysmon = ContextFields.OfSysmon.ContainsKey(int.Parse(kept.Code, Invariant))
            && int.Parse(kept.Code, Invariant) < 1000;
        var fields = (isSysmon ? ContextFields.OfSysmon : ContextFields.OfSecurity)[int.Parse(kept.Code, Invariant)];
        var all = Kept.FieldsOf(document);
        return (from field in ContextFields.All.Skip(1)
                let expected = fields.Contains(field) ? all[field].Where(v => v.Length > 0).Select(Cut).ToArray() : []
                where !expected.SequenceEqual(kept.All(field)) || kept[field] != expected.FirstOrDefault()
                select $"{kept.Code} {field}: {string.Join('|', kept.All(field))}, {string.Join('|', expected)}")
            .FirstOrDefault();
    }

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    private static string Cut(string value) => value.Length > 32 * 1024 ? value[..(32 * 1024)] : value;
}
