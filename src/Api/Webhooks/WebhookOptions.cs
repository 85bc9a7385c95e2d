using DetectionApi.Domain.Rules;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>Who is told of alerts, and how. Bound from the section <c>Webhooks</c>.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    private const int DaysGreatest = 3650;
    private const int PendingGreatest = 1_000_000;
    private const int TimeoutGreatest = 60;

    /// <summary>Who is told. Nobody unless given.</summary>
    public IReadOnlyList<WebhookTargetOptions> Targets { get; init; } = [];

    /// <summary>Whether targets may be in networks that the internet does not reach, and be spoken to without
    /// TLS.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>How long an attempt may take.</summary>
    /// <value>The default is 15.</value>
    public int TimeoutSeconds { get; init; } = 15;

    /// <summary>
    /// After how many seconds a message is tried again, one entry for each time; after the last it is given up.
    /// </summary>
    /// <value>The default is the schedule of Standard Webhooks: 5 seconds to 24 hours, three days in all.</value>
    public IReadOnlyList<int> RetrySeconds { get; init; } = [];

    /// <summary>How many messages may wait for a target; past it the oldest are given up.</summary>
    /// <value>The default is 10,000.</value>
    public int PendingMax { get; init; } = 10_000;

    /// <summary>For how many days it is remembered what was delivered.</summary>
    /// <value>The default is 7.</value>
    public int DeliveredDays { get; init; } = 7;

    /// <summary>For how many days messages that were given up can be replayed.</summary>
    /// <value>The default is 30.</value>
    public int DeadDays { get; init; } = 30;

    /// <summary>What is senseless about them, one sentence for each. No sentence says a secret.</summary>
    public static void Check(OptionsBuilder<WebhookOptions> options) => options
        .Validate(
            o => o.Targets.All(target => target.HasName),
            "Webhooks:Targets need each a Name of letters, digits, - and _")
        .Validate(
            o => o.Targets.Select(target => target.Name).Distinct().Count() == o.Targets.Count,
            "Webhooks:Targets need each a Name of its own")
        .Validate(
            o => o.Targets.All(target => target.AddressOf(o.AllowPrivateAddresses) is not null),
            "Webhooks:Targets need each a Url such as https://hooks.example.org/alerts, without a user, a password or "
            + "a fragment; http:// takes Webhooks:AllowPrivateAddresses")
        .Validate(
            o => o.Targets.All(target => WebhookSecret.TryParse(target.Secret, out _)),
            "Webhooks:Targets need each a Secret: whsec_ and 24 to 64 random bytes in Base64")
        .Validate(
            o => o.Targets.All(target =>
                target.PreviousSecret.Length == 0 || WebhookSecret.TryParse(target.PreviousSecret, out _)),
            "Webhooks:Targets may have a PreviousSecret, of the same form as the Secret")
        .Validate(
            o => o.Targets.All(target => target.Events.All(WebhookEvents.All.Contains)),
            $"Webhooks:Targets may have as Events {string.Join(", ", WebhookEvents.All)}")
        .Validate(
            o => o.TimeoutSeconds is >= 1 and <= TimeoutGreatest,
            $"Webhooks:TimeoutSeconds must lie between 1 and {TimeoutGreatest}")
        .Validate(
            o => o.RetrySeconds.All(seconds => seconds >= 1), "Webhooks:RetrySeconds must be 1 or more each")
        .Validate(
            o => o.PendingMax is >= 1 and <= PendingGreatest,
            $"Webhooks:PendingMax must lie between 1 and {PendingGreatest}")
        .Validate(
            o => o.DeliveredDays is >= 1 and <= DaysGreatest && o.DeadDays is >= 1 and <= DaysGreatest,
            $"Webhooks:DeliveredDays and Webhooks:DeadDays must lie between 1 and {DaysGreatest}");
}

/// <summary>One who is told of alerts.</summary>
internal sealed class WebhookTargetOptions
{
    private const int NameLengthMax = 64;

    /// <summary>What it is called in lists and logs.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where messages are posted to.</summary>
    public string Url { get; init; } = "";

    /// <summary>What messages are signed with. It is never told to anybody.</summary>
    public string Secret { get; init; } = "";

    /// <summary>
    /// What messages are signed with, too, while the target still knows only the secret before. None unless given.
    /// </summary>
    public string PreviousSecret { get; init; } = "";

    /// <summary>Which messages it gets; all unless given.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>It gets messages of alerts that are that bad, or worse.</summary>
    /// <value>The default is low: all.</value>
    public Severity SeverityLeast { get; init; } = Severity.Low;

    /// <summary>True if it can be named in an address.</summary>
    public bool HasName => Name.Length is > 0 and <= NameLengthMax
        && Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>True if it wants messages of that event.</summary>
    public bool Wants(string type) => Events.Count == 0 || Events.Contains(type);

    /// <summary>The address; null if it is none that is posted to.</summary>
    public Uri? AddressOf(bool allowsPlain) => Uri.TryCreate(Url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (allowsPlain && address.Scheme == Uri.UriSchemeHttp))
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0 && address.Host.Length > 0
            ? address
            : null;
}
