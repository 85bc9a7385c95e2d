using DetectionApi.Domain.Context;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;
using static DetectionApi.Domain.Context.ContextKeyKind;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>By what kept events are found.</summary>
public sealed class ContextKeyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static readonly SomeEvent Thread = SomeContext.Sysmon(8)
        .Data("SourceProcessGuid", SomeContext.Process).Data("TargetProcessGuid", SomeContext.Other);

    private static readonly SomeEvent Deleted = SomeContext.Sysmon(23).Data("TargetFilename", @"C:\Temp\out.dmp")
        .Data("Hashes", $"SHA256={new string('D', 64)},MD5={new string('E', 32)}");

    private static readonly SomeEvent LoggedOn = SomeContext.Security(4624)
        .Data("TargetLogonId", "0x4f2a1").Data("TargetUserName", "mira").Data("TargetDomainName", "CORP");

    private static readonly SomeEvent Elevated = SomeContext.AuditedStart().Data("TargetLogonId", "0x99");

    public static TheoryData<string, ContextKeyKind, string, string?> Keys { get; } = new()
    {
        { "start", Process, SomeContext.Process, null },
        { "end", Process, SomeContext.Process, null },
        { "start", ProcessId, SomeContext.Host, "6120" },
        { "audited", ProcessId, SomeContext.Host, "6120" },
        { "start", Parent, SomeContext.Parent, null },
        { "start", ParentId, SomeContext.Host, "708" },
        { "audited", ParentId, SomeContext.Host, "708" },
        { "start", Start, SomeContext.Host, SomeContext.Process },
        { "start", StartId, SomeContext.Host, "6120" },
        { "audited", StartId, SomeContext.Host, "6120" },
        { "load", OwnImage, SomeContext.Host, SomeContext.Process },
        { "load", OwnImageHash, SomeContext.Sha256, null },
        { "thread", Target, SomeContext.Other, null },
        { "thread", Process, SomeContext.Process, null },
        { "end", Host, SomeContext.Host, null },
        { "logon", Host, SomeContext.Host, null },
        { "end", User, "CORP", "mira" },
        { "logon", User, "CORP", "mira" },
        { "start", Hash, SomeContext.Sha256, null },
        { "start", Hash, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null },
        { "start", Hash, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", null },
        { "load", Hash, SomeContext.Sha256, null },
        { "deleted", Hash, new string('d', 64), null },
        { "deleted", Hash, new string('e', 32), null },
        { "deleted", ContextKeyKind.File, @"C:\Temp\out.dmp", null },
        { "start", Executable, SomeContext.Image, null },
        { "audited", Executable, SomeContext.Image, null },
        { "logon", Logon, SomeContext.Host, "0x4f2a1" },
        { "start", Session, SomeContext.Host, "0x4f2a1" },
        { "audited", Session, SomeContext.Host, "0x4f2a1" },
        { "elevated", Session, SomeContext.Host, "0x99" },
        { "load", OwnImageHashOnHost, SomeContext.Host, SomeContext.Sha256 },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void An_event_is_found_by_its_key_in_whatever_letters_and_not_by_a_near_miss(
        string name, ContextKeyKind kind, string one, string? other)
    {
        var chunk = Kept.Chunk(EventNamed(name).Utf8);

        Assert.Single(Kept.Find(chunk, Key(kind, one, other)));
        Assert.Single(Kept.Find(chunk, Key(kind, one.ToUpperInvariant(), other?.ToUpperInvariant())));
        Assert.Single(Kept.Find(chunk, Key(kind, "none", other is null ? null : "none"), Key(kind, one, other)));
        Assert.Empty(Kept.Find(chunk, Key(kind, one + "0", other)));
        Assert.Empty(Kept.Find(chunk, Key(kind, one[1..], other)));
        Assert.Empty(Kept.Find(chunk, Key(kind, "", other)));
        Assert.Contains(Key(kind, one, other).Hash, chunk.KeyHashes());
        if (other is null) return;

        Assert.Empty(Kept.Find(chunk, Key(kind, one, other + "1")));
        Assert.Empty(Kept.Find(chunk, Key(kind, one, null)));
        Assert.Empty(Kept.Find(chunk, Key(kind, other, one)));
        Assert.Empty(Kept.Find(chunk, Key(kind, one + other[0], other[1..])));
    }

    [Fact]
    public void Every_kind_finds_something() => Assert.Equal(
        Enum.GetValues<ContextKeyKind>(), Keys.Select(row => (ContextKeyKind)row[1]).Distinct().Order());

    [Theory]
    [InlineData("end", Start)]
    [InlineData("start", OwnImage)]
    [InlineData("load", Start)]
    [InlineData("thread", Parent)]
    [InlineData("start", Target)]
    public void An_event_is_not_found_by_a_kind_that_is_not_its_own(string name, ContextKeyKind kind) =>
        Assert.Empty(Kept.Find(Kept.Chunk(EventNamed(name).Utf8), ContextKey.Of(kind, SomeContext.Process)));

    [Fact]
    public void Another_host_has_other_process_ids()
    {
        var chunk = Kept.Chunk(
            SomeContext.Start().Utf8, SomeContext.Start().With("winlog.computer_name", "WS-18.corp.example").Utf8);

        Assert.Equal(2, chunk.Count);
        Assert.Single(Kept.Find(chunk, ContextKey.Of(StartId, SomeContext.Host, "6120")));
        Assert.Single(Kept.Find(chunk, ContextKey.Of(StartId, "ws-18.corp.example", "6120")));
    }

    [Fact]
    public void Times_bound_what_is_found_and_their_edges_belong_to_it()
    {
        var chunk = Kept.Chunk(SomeContext.Start().Utf8);
        var keys = new ContextKeySet([ContextKey.Of(Start, SomeContext.Host, SomeContext.Process)]);
        var instant = TimeSpan.FromMilliseconds(1);

        Assert.Equal((Some.Time, Some.Time), (chunk.From, chunk.To));
        Assert.Single(ContextEvent.Find(chunk.Records, keys, Some.Time, Some.Time));
        Assert.Empty(ContextEvent.Find(chunk.Records, keys, Some.Time + instant, DateTimeOffset.MaxValue));
        Assert.Empty(ContextEvent.Find(chunk.Records, keys, DateTimeOffset.MinValue, Some.Time - instant));
    }

    [Fact]
    public void An_event_picked_by_its_hashes_takes_all_its_keys_along()
    {
        var chunk = Kept.Chunk(
            SomeContext.Start().Utf8, SomeContext.Sysmon(5).Utf8, SomeContext.Start().Data("ProcessGuid", "x").Utf8);
        var picked = new ContextChunk();
        ContextEvent.Pick(
            chunk.Records,
            new HashSet<uint> { ContextKey.Of(Start, SomeContext.Host, SomeContext.Process).Hash, 17 }, picked);

        var kept = Assert.Single(Kept.All(picked, SomeContext.Host));
        Assert.Equal(("1", 1), (kept.Code, picked.Count));
        Assert.Equal(Kept.Chunk(SomeContext.Start().Utf8).KeyHashes(), picked.KeyHashes());
    }

    [Fact]
    public void Keys_that_are_equal_ignoring_the_case_of_ASCII_have_the_same_hash() => Prop.ForAll(
        Gen.Choose(0, 40).SelectMany(length => Gen.ArrayOf(Gen.Elements(Letters), length)).ToArbitrary(),
        Gen.Elements(Enum.GetValues<ContextKeyKind>()).ToArbitrary(),
        (letters, kind) =>
        {
            var text = string.Concat(letters);
            var other = string.Concat(letters.Select((letter, i) => i % 2 == 0 ? Flipped(letter) : letter));
            return ContextKey.Of(kind, text).Hash == ContextKey.Of(kind, other).Hash
                && ContextKey.Of(kind, text, other).Hash == ContextKey.Of(kind, other, text).Hash;
        }).Check(Often);

    // Not ASCII's neighbours of letters, nor what other alphabets call the same letter.
    [Fact]
    public void No_other_two_letters_have_the_same_hash()
    {
        var hashes = Enumerable.Range(0, 128).Select(letter => $"{(char)letter}")
            .Concat(["\u00e4", "\u00c4", "\u212a", "\u0130", "\u0131", "\u017f"])
            .Select(text => ContextKey.Of(ContextKeyKind.File, text).Hash).ToList();

        Assert.Equal(hashes.Count - 26, hashes.Distinct().Count());
    }

    [Fact]
    public void The_hash_is_on_disk_and_stays_what_it_is()
    {
        Assert.Equal(
            ["1764a37b", "462477b6", "0563638f"],
            new[]
            {
                ContextKey.Of(Process, SomeContext.Process), ContextKey.Of(StartId, SomeContext.Host, "6120"),
                ContextKey.Of(Host, ""),
            }.Select(key => $"{key.Hash:x8}"));
    }

    [Fact]
    public void A_key_says_what_it_names() =>
        Assert.Equal("StartId ws-17 6120", ContextKey.Of(StartId, "ws-17", "6120").ToString());

    private static readonly string[] Letters =
        [.. Enumerable.Range(0, 128).Select(letter => $"{(char)letter}"), "\u00e4", "\u00c4", "\u20ac", "\U0001f600"];

    private static string Flipped(string letter) => letter switch
    {
        [>= 'a' and <= 'z'] => letter.ToUpperInvariant(),
        [>= 'A' and <= 'Z'] => letter.ToLowerInvariant(),
        _ => letter,
    };

    private static ContextKey Key(ContextKeyKind kind, string one, string? other) =>
        other is null ? ContextKey.Of(kind, one) : ContextKey.Of(kind, one, other);

    private static SomeEvent EventNamed(string name) => name switch
    {
        "start" => SomeContext.Start(),
        "end" => SomeContext.Sysmon(5),
        "load" => SomeContext.Load(),
        "thread" => Thread,
        "deleted" => Deleted,
        "logon" => LoggedOn,
        "elevated" => Elevated,
        _ => SomeContext.AuditedStart(),
    };
}
