namespace DetectionApi.Domain.Events;

/// <summary>The other names under which shippers send a field.</summary>
/// <remarks>
/// The canonical name is the one that Winlogbeat 8 uses. The others come from Winlogbeat 6, NXLog, the OTRF security
/// datasets and shippers that send a record's data without an envelope.
/// </remarks>
internal static class FieldNames
{
    private const string EventData = "winlog.event_data.";

    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["@timestamp"] = ["EventTime"],
        ["winlog.channel"] = ["Channel", "channel", "log_name"],
        ["winlog.provider_name"] = ["SourceName", "ProviderName", "provider_name", "source_name"],
        ["winlog.provider_guid"] = ["ProviderGuid", "provider_guid"],
        ["winlog.event_id"] = ["EventID", "EventId", "event_id"],
        ["winlog.record_id"] = ["RecordNumber", "EventRecordID", "record_id", "record_number"],
        ["winlog.computer_name"] = ["Hostname", "Computer", "computer_name"],
    };

    // Sysmon writes SourceProcessGUID in event 10 and SourceProcessGuid in event 8; collectors mix the two.
    private static readonly string[] GuidFields = ["SourceProcessGUID", "TargetProcessGUID"];

    /// <summary>Every name of <paramref name="field"/>, the canonical one first, then in order of precedence.</summary>
    public static IEnumerable<string> Of(string field)
    {
        yield return field;
        foreach (var other in Others.GetValueOrDefault(field, [])) yield return other;
        if (!field.StartsWith(EventData, StringComparison.Ordinal)) yield break;

        foreach (var name in DataNames(field[EventData.Length..]))
        {
            if (EventData + name != field) yield return EventData + name;
            yield return "event_data." + name;
            yield return "EventData." + name;
            yield return "data." + name;
            yield return name;
        }
    }

    private static string[] DataNames(string name) =>
        GuidFields.Contains(name) ? [name, name.Replace("GUID", "Guid", StringComparison.Ordinal)] : [name];
}
