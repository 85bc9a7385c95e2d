using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.ApiTests;

/// <summary>What Kibana's items are here, and which are none.</summary>
public sealed class KibanaReaderTests
{
    [Fact]
    public void An_item_of_Kibanas_is_read_from_its_entries()
    {
        var item = KibanaLine.ReadItem(
            KibanaLine.Source, KibanaLine.Target, KibanaLine.Masks, KibanaLine.Trace, KibanaLine.Host,
            """
            {"field":"process.Ext.code_signature","type":"nested","entries":[
            {"field":"subject_name","operator":"included","type":"match","value":"Vendor GmbH"},
            {"field":"trusted","operator":"included","type":"match","value":"true"}]}
            """).Request;

        Assert.Equal((@"C:\Program Files\Vendor\agent.exe", "Vendor GmbH", @"C:\Tools\served.exe"),
            (item.Source!.Executable, item.Source.Signer!.Subject, item.Target!.Image));
        Assert.Equal([AccessClasses.Query, AccessClasses.MemoryRead], item.Access!.Classes!);
        Assert.Equal(FirstFrameKind.Unbacked, item.CallTrace!.FirstFrame!.Kind);
        Assert.Equal(["pc-4711"], item.Scope!.Hosts!);
        Assert.False(item.Scope.AllHosts);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), item.ExpiresAt);
    }

    [Fact]
    public void Who_answers_for_it_and_why_is_taken_from_what_the_line_says_and_noted()
    {
        var item = KibanaLine.ReadItem(KibanaLine.Source);

        Assert.Equal(("Vendor agent", "j.doe", "The vendor's agent looks after its own service."),
            (item.Request.Name, item.Request.Owner, item.Request.Reason));
        Assert.Equal(
            ["Its reason is what the description says.", "Its owner is j.doe, who created it in Kibana."], item.Notes);
    }

    [Fact]
    public void Without_a_description_the_first_comment_is_the_reason_and_without_an_author_the_actor_the_owner()
    {
        var line = KibanaLine.Item("one", KibanaLine.Source);
        line["description"] = " ";
        line.Remove("created_by");
        line["comments"] = JsonNode.Parse("""
            [{"id":"1","comment":"Known since May.","created_at":"2025-05-01T10:00:00Z","created_by":"k.roe"},
            {"comment":"Still so."}]
            """);

        var item = Assert.Single(KibanaLine.Read(line.ToJsonString()).Items);

        Assert.Equal(("mira", "Known since May."), (item.Request.Owner, item.Request.Reason));
        Assert.Equal(
            [
                new KibanaComment("Known since May.", new DateTimeOffset(2025, 5, 1, 10, 0, 0, TimeSpan.Zero), "k.roe"),
                new KibanaComment("Still so.", KibanaLine.Now, "mira"),
            ],
            item.Comments);
    }

    [Theory]
    [InlineData(
        @"C:\\ProgramData\\Symantec\\Symantec Endpoint Protection\\*\\sysfer.dll*", FirstFrameKind.SecurityProduct,
        @"C:\ProgramData\Symantec\Symantec Endpoint Protection\*\sysfer.dll")]
    [InlineData(@"C:\Vendor\hook.dll+*", FirstFrameKind.OtherModule, @"C:\Vendor\hook.dll")]
    [InlineData(@"C:\\Program Files\\Vendor\\agent.exe+*", FirstFrameKind.SourceImage, null)]
    [InlineData(@"C:\\Windows\\System32\\ntdll.dll*", FirstFrameKind.Ntdll, @"C:\Windows\System32\ntdll.dll")]
    [InlineData("unknown*", FirstFrameKind.Unbacked, null)]
    public void The_beginning_of_a_call_trace_is_its_first_frame(string value, FirstFrameKind kind, string? module)
    {
        var entry = KibanaLine.Entry("winlog.event_data.CallTrace", "wildcard", value);
        var frame = KibanaLine.ReadItem(KibanaLine.Source, entry).Request.CallTrace!.FirstFrame!;

        Assert.Equal((kind, module), (frame.Kind!.Value, frame.Module));
    }

    [Theory]
    [InlineData(@"C:\\Tools\\*\\agent.exe", @"C:\Tools\*\agent.exe")]
    [InlineData(@"C:\Tools\*\agent.exe", @"C:\Tools\*\agent.exe")]
    [InlineData(@"\\\\server\\share\\a?.exe", @"\\server\share\a?.exe")]
    [InlineData(@"\\server\share\a?.exe", @"\\server\share\a?.exe")]
    [InlineData(@"*\agent.exe", @"*\agent.exe")]
    public void A_wildcard_is_understood_escaped_and_plain(string value, string expected) => Assert.Equal(
        expected,
        KibanaLine.ReadItem(KibanaLine.Entry("process.executable", "wildcard", value)).Request.Source!.Executable);

    [Fact]
    public void An_item_without_hosts_is_for_all_of_them() =>
        Assert.True(KibanaLine.ReadItem(KibanaLine.Source).Request.Scope!.AllHosts);

    [Fact]
    public void What_is_said_of_every_event_is_no_term_and_no_fault() => Assert.Equal(
        KibanaLine.ReadItem(KibanaLine.Source).Request.Source,
        KibanaLine.ReadItem(
            KibanaLine.Source, KibanaLine.Entry("event.code", "match", "10"),
            KibanaLine.Entry("process.name", "match", "AGENT.exe")).Request.Source);

    [Theory]
    [InlineData("process.executable", "match", @"C:\a.exe", "excluded", "unsupported-operator")]
    [InlineData("process.executable", "exists", "", "included", "unsupported-entry-type")]
    [InlineData("process.executable", "list", "", "included", "unsupported-entry-type")]
    [InlineData("process.executable", "match", @"C:\*\a.exe", "included", "unsupported-value")]
    [InlineData("process.executable", "wildcard", @"C:\\a\*\b.exe", "included", "unsupported-value")]
    [InlineData("process.command_line", "match", "a", "included", "unsupported-field")]
    [InlineData("process.code_signature.status", "match", "trusted", "included", "unsupported-field")]
    [InlineData("process.code_signature.subject_name", "match", "Vendor", "included", "unsupported-value")]
    [InlineData("winlog.event_data.CallTrace", "wildcard", "*UNKNOWN*", "included", "unsupported-value")]
    [InlineData(
        "winlog.event_data.CallTrace", "wildcard", @"UNKNOWN(*)|C:\\Windows\\a.dll*", "included", "unsupported-value")]
    [InlineData("winlog.event_data.CallTrace", "match", "UNKNOWN(1)", "included", "unsupported-entry-type")]
    [InlineData("winlog.event_data.GrantedAccess", "wildcard", "0x1*", "included", "unsupported-entry-type")]
    [InlineData("winlog.event_data.GrantedAccess", "match", "0xfffffffff", "included", "unsupported-value")]
    [InlineData("process.name", "match", "other.exe", "included", "asked-twice")]
    [InlineData("event.code", "match", "8", "included", "unsupported-value")]
    public void What_does_not_fit_is_refused_with_line_item_entry_and_reason(
        string field, string type, string value, string @operator, string code)
    {
        var line = KibanaLine.Item(
            "the-item", KibanaLine.Source, KibanaLine.Entry(field, type, value, @operator)).ToJsonString();

        var file = KibanaLine.Read("", line);

        Assert.Empty(file.Items);
        var fault = file.Faults[0];
        Assert.Equal((2, "the-item", code), (fault.Line, fault.ItemId, fault.Code));
        Assert.StartsWith(field[..4], fault.Field, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Detail);
    }

    [Theory]
    [InlineData("os_types", """["linux"]""", "unsupported-os")]
    [InlineData("description", "\"\"", "reason-missing")]
    [InlineData("name", "null", "missing")]
    [InlineData("name", "\"a\\u0000b\"", "unprintable")]
    [InlineData("name", "7", "wrong-type")]
    [InlineData("entries", "[null]", "unsupported-entry-type")]
    [InlineData(
        "entries", """[{"field":"host.name","operator":"included","type":"match_any","value":[null]}]""", "wrong-type")]
    [InlineData("entries", """[{"field":"a.b","type":"nested","entries":[]}]""", "unsupported-field")]
    [InlineData("expire_time", "\"soon\"", "wrong-type")]
    [InlineData("comments", "[null]", "missing")]
    [InlineData("meta", """{"detectionApi":{"version":2}}""", "unknown-version")]
    [InlineData("meta", """{"detectionApi":7}""", "unknown-version")]
    [InlineData("meta", """{"detectionApi":{"version":1}}""", "changed-in-kibana")]
    [InlineData("meta", """{"detectionApi":{"version":1,"item":{"colour":"red"}}}""", "unknown-member")]
    public void An_item_with_something_wrong_in_it_is_refused(string member, string value, string code)
    {
        var line = KibanaLine.Item("the-item", KibanaLine.Source);
        line[member] = JsonNode.Parse(value);

        var fault = KibanaLine.Read(line.ToJsonString()).Faults[0];

        Assert.Equal(code, fault.Code);
    }

    [Theory]
    [InlineData("{", "malformed-json")]
    [InlineData("[]", "unknown-line")]
    [InlineData("""{"a":1}""", "unknown-line")]
    [InlineData("\"item_id\"", "unknown-line")]
    [InlineData("""{"item_id":"a","item_id":"b"}""", "wrong-type malformed-json")]
    [InlineData("""{"item_id":"\ud800"}""", "wrong-type malformed-json")]
    [InlineData("""{"list_id":"a","type":"endpoint_blocklists"}""", "unsupported-list")]
    public void A_line_that_is_none_of_a_list_is_refused(string line, string codes)
    {
        var fault = KibanaLine.Read(line).Faults[0];

        Assert.Equal(1, fault.Line);
        Assert.Contains(fault.Code, codes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_nests_deep_or_is_no_text_is_refused_and_the_others_are_read()
    {
        var reader = new KibanaFileReader("mira", KibanaLine.Now, days: 30);
        reader.Add(Encoding.UTF8.GetBytes("""{"item_id":"a","meta":""" + Some.NestedObject(100_000) + "}"));
        reader.Add([(byte)'{', 0xff, 0xfe, (byte)'}']);
        reader.Add("{\"item_id\":\"a\0b\"}"u8);
        reader.Add(Encoding.UTF8.GetBytes(KibanaLine.Item("good", KibanaLine.Source).ToJsonString() + "\r"));
        var file = reader.Finish();

        Assert.Equal(["malformed-json", "not-utf8", "malformed-json"], file.Faults.Select(fault => fault.Code));
        Assert.Equal("good", Assert.Single(file.Items).Id);
    }

    [Fact]
    public void Two_items_of_one_id_are_one_too_many()
    {
        var line = KibanaLine.Item("Same Id", KibanaLine.Source).ToJsonString();

        var file = KibanaLine.Read(line, line);

        Assert.Equal("same-id", Assert.Single(file.Items).Id);
        Assert.Equal((2, "duplicate-item"), (file.Faults[0].Line, file.Faults[0].Code));
    }

    [Fact]
    public void A_file_that_breaks_off_is_found_out()
    {
        var details = Encoding.UTF8.GetString(KibanaWriter.Details(2));

        var file = KibanaLine.Read(KibanaLine.Item("one", KibanaLine.Source).ToJsonString(), details);

        Assert.Equal((2, "count-mismatch"), (file.Faults[0].Line, file.Faults[0].Code));
    }

    [Fact]
    public void Many_faults_of_one_line_are_not_all_told() => Assert.Equal(
        20, KibanaLine.Read(KibanaLine.Item("one", Enumerable.Repeat("null", 99)).ToJsonString()).Faults.Count);
}
