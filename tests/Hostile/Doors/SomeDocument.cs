using DetectionApi.Support;

namespace DetectionApi.Hostile.Doors;

/// <summary>Events of all kinds that are read, as shippers send them and then changed.</summary>
internal static class SomeDocument
{
    private static readonly JsonPart[] Valid =
    [
        .. new[]
        {
            Some.ProcessAccess(), Some.ProcessAccess(Some.Ntdll),
            Some.ProcessAccess($"{Some.Unbacked}|{Some.KernelBase}"),
            Some.ProcessAccess(null, null), SomeContext.Start(), SomeContext.Load(), SomeContext.AuditedStart(),
            SomeContext.Security(4624).Data("LogonType", "3").Data("IpAddress", "::ffff:10.1.2.3")
                .Data("IpPort", "49152"),
            SomeContext.Sysmon(3).Data("DestinationIp", "10.1.2.3").Data("DestinationPort", "443")
                .Data("SourceIp", "fe80::1").Data("Protocol", "tcp").Data("Initiated", "true"),
            SomeContext.Sysmon(5), SomeContext.Sysmon(8).Data("StartModule", "").Data("NewThreadId", "17"),
            SomeContext.Sysmon(11).Data("TargetFilename", @"C:\Temp\a.dmp"),
            SomeContext.Sysmon(15).Data("Hash", "MD5=1,SHA256=2"), SomeContext.Sysmon(23), SomeContext.Sysmon(25),
            SomeContext.Sysmon(13).Data("TargetObject", @"HKLM\System\X").Data("Details", "DWORD (0x00000001)"),
            SomeContext.Sysmon(22).Data("QueryName", "example.org")
                .Data("QueryResults", "type:  5 a.example.org;::ffff:1.2.3.4;"),
            SomeContext.OfAgent(1), SomeContext.OfAgent(10).With("winlog.event_data.GrantedAccess", "0x1010")
                .With("winlog.event_data.CallTrace", Some.Unbacked).With("winlog.event_data.TargetImage", Some.Lsass),
            SomeContext.OfWinlogbeat7(10).With("event.category", new[] { "process" })
                .With("winlog.event_data.CallTrace", Some.Unbacked).With("winlog.event_data.TargetImage", Some.Lsass),
        }
        .Select(document => JsonPart.Parse(document.Json)),
    ];

    public static JsonPart Of(Dice dice)
    {
        var document = JsonMutation.Of(dice.Pick(Valid), dice);

        // Otherwise all would be of one process.
        if (dice.Chance(15))
            document = JsonPart.Object(
                document.Parts.Append(("\"winlog.record_id\"", JsonPart.Of($"{dice.Roll(1_000_000)}"))));
        return document;
    }
}
