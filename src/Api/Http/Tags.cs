namespace DetectionApi.Api.Http;

/// <summary>The groups of endpoints in the OpenAPI document, in the order in which Swagger UI shows them.</summary>
internal static class Tags
{
    public const string Alerts = "Alerts";
    public const string Patterns = "Patterns";
    public const string Exceptions = "Exceptions";
    public const string Investigation = "Investigation";
    public const string Signers = "Signers";
    public const string Rules = "Rules";
    public const string Ingest = "Ingest";
    public const string Keys = "Keys";
    public const string Quarantine = "Quarantine";
    public const string Webhooks = "Webhooks";
    public const string Audit = "Audit";
    public const string Health = "Health";
    public const string Shippers = "Shippers";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Alerts, "The queue: one alert per behaviour, with the events behind it."),
        (Patterns, "The same behaviour wherever and whenever it happens: what there is really to decide about."),
        (Exceptions, "What is known and harmless: exact, previewed, counted, dated, never broad. From top to bottom as "
            + "an analyst goes: see what makes most of the queue and which item would cover it, preview the item, ask "
            + "why it covers what it covers; write it and submit it; somebody else approves it if it is for all hosts "
            + "or for a credential store; watch what it hides; reject what is not good enough, close what is covered, "
            + "revoke what is over. Then many at once, and files. After `demo` every example works as it stands, one "
            + "after another."),
        (Investigation, "What is known about an alert beyond itself: the guide's questions answered, and its pivots."),
        (Signers, "Who signed which file, where no event tells: what exceptions may rest on."),
        (Rules, "What is looked for, and by which version of it."),
        (Ingest, "Events in plain JSON, for scripts and shippers that do not speak Elasticsearch."),
        (Webhooks, "Who is told of alerts without asking, and what became of the messages."),
        (Keys, "Who may come in: shippers, dashboards, analysts, each with a key of their own."),
        (Quarantine, "What shippers sent and what could not be read."),
        (Audit, "Who changed what, and who was refused: lines that follow from each other, and none is ever removed."),
        (Health, "For supervisors and load balancers."),
        (Shippers, "Elasticsearch's bulk form and the conversation around it, also under `/elasticsearch`. "
            + "Errors are worded as Elasticsearch's."),
    ];
}
