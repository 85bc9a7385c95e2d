using System.Text.Json.Nodes;
using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.ApiTests;

/// <summary>What an item looks like in Kibana.</summary>
public sealed class KibanaWriterTests
{
    private static readonly ExceptionTerms Terms = new()
    {
        Executable = @"C:\Program Files\Vendor\*\agent.exe",
        Signer = "Vendor GmbH",
        TargetImage = @"C:\Windows\System32\lsass.exe",
        Classes = AccessClasses.Query | AccessClasses.MemoryRead,
        FirstFrameKind = FirstFrameKind.Unbacked,
        Hosts = ["pc-4711", "pc-4712"],
        Users = [@"NT AUTHORITY\SYSTEM"],
        ExpiresAt = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Every_term_is_said_in_Kibanas_words()
    {
        var item = Line(Terms);

        Assert.Equal(
            [
                @"process.executable wildcard C:\\Program Files\\Vendor\\*\\agent.exe",
                "process.code_signature nested ",
                @"winlog.event_data.TargetImage match C:\Windows\System32\lsass.exe",
                $"winlog.event_data.GrantedAccess match_any {Masks(item)}",
                "winlog.event_data.CallTrace wildcard UNKNOWN(*",
                "host.name match_any [\"pc-4711\",\"pc-4712\"]",
                @"winlog.event_data.SourceUser match_any [""NT AUTHORITY\\SYSTEM""]",
            ],
            Entries(item));
        Assert.Equal(
            """[{"field":"subject_name","operator":"included","type":"match","value":"Vendor GmbH"},"""
            + """{"field":"trusted","operator":"included","type":"match","value":"true"}]""",
            item["entries"]![1]!["entries"]!.ToJsonString());
        Assert.Equal("2026-04-01T00:00:00.000Z", (string?)item["expire_time"]);
        Assert.Equal("""["windows"]""", item["os_types"]!.ToJsonString());
        Assert.Equal(("simple", "single", "detection-api"),
            ((string?)item["type"], (string?)item["namespace_type"], (string?)item["list_id"]));
        Assert.Equal(1, (int)item["meta"]!["detectionApi"]!["version"]!);
    }

    [Fact]
    public void The_masks_are_all_that_the_classes_allow_and_no_other()
    {
        var masks = Line(Terms)["entries"]!.AsArray()
            .Single(entry => (string?)entry!["field"] == "winlog.event_data.GrantedAccess")!["value"]!.AsArray()
            .Select(text => Convert.ToUInt32((string?)text, 16)).ToList();

        // Four rights to ask and one to read.
        Assert.Equal(31, masks.Distinct().Count());
        Assert.All(masks, mask => Assert.Equal(
            AccessClasses.None, new AccessMask(mask).Classes & ~(AccessClasses.Query | AccessClasses.MemoryRead)));
        Assert.Contains(0x1410u, masks);
        Assert.DoesNotContain(0x1430u, masks);
    }

    [Theory]
    [InlineData(AccessClasses.AllAccess)]
    [InlineData(AccessClasses.Query | AccessClasses.Other)]
    [InlineData(AccessClasses.Query | AccessClasses.ProcessControl)]
    public void Masks_that_are_too_many_are_left_out_and_the_description_says_so(AccessClasses classes)
    {
        var item = Line(Terms with { Classes = classes });

        Assert.DoesNotContain(Entries(item), entry => entry.Contains("GrantedAccess", StringComparison.Ordinal));
        var differs = (string)item["meta"]!["detectionApi"]!["differs"]!;
        Assert.Contains("cannot say which access rights are allowed", differs, StringComparison.Ordinal);
        Assert.EndsWith(differs, (string?)item["description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FirstFrameKind.OtherModule, @"C:\Vendor\hook.dll", @"C:\\Vendor\\hook.dll+*")]
    [InlineData(FirstFrameKind.SourceImage, null, @"C:\\Program Files\\Vendor\\*\\agent.exe+*")]
    [InlineData(FirstFrameKind.Wow64, null, null)]
    [InlineData(FirstFrameKind.Malformed, null, null)]
    public void A_first_frame_is_said_if_it_can_be(FirstFrameKind kind, string? module, string? expected)
    {
        var item = Line(Terms with { FirstFrameKind = kind, FirstFrameModule = module });

        Assert.Equal(
            expected is null ? [] : [$"winlog.event_data.CallTrace wildcard {expected}"],
            Entries(item).Where(entry => entry.Contains("CallTrace", StringComparison.Ordinal)));
        Assert.Equal(
            expected is null,
            ((string?)item["description"])!.Contains("who issues the system call", StringComparison.Ordinal));
    }

    [Fact]
    public void Hosts_by_id_are_asked_by_id() => Assert.Contains(
        "host.id match_any [\"0f9b4c0e-6a57-4f0c-b7a1-2f1f4a3c9d10\"]",
        Entries(Line(Terms with { Hosts = ["0f9b4c0e-6a57-4f0c-b7a1-2f1f4a3c9d10"] })));

    [Fact]
    public void Without_meta_the_line_is_Kibanas_alone() => Assert.DoesNotContain(
        "meta",
        Parse(KibanaWriter.Item("one", Content(Terms), [], withMeta: false)).AsObject().Select(part => part.Key));

    [Fact]
    public void The_list_comes_first_and_the_counts_last()
    {
        var list = Parse(KibanaWriter.List());
        var details = Parse(KibanaWriter.Details(3));

        Assert.Equal(("detection-api", "detection", "single"),
            ((string?)list["list_id"], (string?)list["type"], (string?)list["namespace_type"]));
        Assert.Equal(
            """
            {"exported_exception_list_count":1,"exported_exception_list_item_count":3,
            "missing_exception_list_item_count":0,"missing_exception_list_items":[],
            "missing_exception_lists":[],"missing_exception_lists_count":0}
            """.ReplaceLineEndings(""),
            details.ToJsonString());
    }

    private static string Masks(JsonNode item) => item["entries"]![3]!["value"]!.ToJsonString();

    private static IReadOnlyList<string> Entries(JsonNode item) =>
    [
        .. item["entries"]!.AsArray().Select(entry => string.Join(
            ' ', entry!["field"], entry["type"],
            entry["value"] is JsonArray all ? all.ToJsonString() : entry["value"])),
    ];

    private static JsonNode Line(ExceptionTerms terms) => Parse(KibanaWriter.Item("one", Content(terms), []));

    private static JsonNode Parse(byte[] line) => JsonNode.Parse(line)!;

    private static ExceptionContent Content(ExceptionTerms terms) =>
        new() { Name = "Agent", Reason = "The vendor says so.", Owner = "mira", Terms = terms };
}
