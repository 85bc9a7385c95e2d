using System.CommandLine;
using DetectionApi.Api;
using DetectionApi.Api.Access;
using DetectionApi.Api.Audit;
using DetectionApi.Api.Demo;
using DetectionApi.Api.Evidence;
using DetectionApi.Api.Operations;
using DetectionApi.Domain.Audit;

var exit = new Option<bool>("--exit")
{
    Description = "End after the alerts were printed, with code 0 only if every expected one is there.",
};
var demo = new Command(
    "demo", "Start on a fresh store, post sample events as Winlogbeat would, show the alerts, go on serving.")
{
    exit,
};
var to = new Argument<string>("TO") { Description = "A directory that is empty or does not exist yet." };
to.Validators.Add(directory =>
{
    if (directory.Tokens is [{ Value: ['-', ..] }]) directory.AddError("Name the directory first; settings follow it.");
});
var backup = new Command(
    "backup", "Copy the store of Storage:DataDirectory into a directory, while a service works on it or none does.")
{
    to,
};
var bundle = new Argument<string>("FILE") { Description = "The ZIP that GET /api/v1/alerts/{id}/evidence answered." };
var verifyEvidence = new Command(
    "verify-evidence", "Tell whether an evidence bundle is as it was made, and name what was changed.")
{
    bundle,
};
var expect = new Option<string?>("--expect")
{
    Description = "SEQ:HASH, an end of the log that was noted earlier, from GET /api/v1/audit or the service's own "
        + "log: tell also whether the log still goes through it.",
};
expect.Validators.Add(end =>
{
    if (end.Tokens is [{ Value: var text }] && !AuditHead.TryParse(text, out _))
        end.AddError($"'{text}' is no end of an audit log; it is a number, a colon and 64 hexadecimal digits.");
});
var verifyAudit = new Command(
    "verify-audit", "Tell whether the audit log is as it was written, while a service works on it or none does.")
{
    expect,
};
var keys = KeysCommandLine.Of((settings, work) => RunAsync(() =>
    Service.KeysAsync([.. settings], Console.Out, Console.Error, work)));
var root = new RootCommand(
    "Takes Windows events from log shippers and finds processes that open others by direct system calls. Settings "
    + "follow as --Section:Name value, for example --urls http://127.0.0.1:9280 or "
    + "--Storage:DataDirectory /var/lib/detection.")
{
    demo,
    backup,
    verifyEvidence,
    verifyAudit,
    keys,
};

// What is no command and no option of one is a setting; the settings are checked where they are known.
root.TreatUnmatchedTokensAsErrors = demo.TreatUnmatchedTokensAsErrors = backup.TreatUnmatchedTokensAsErrors = false;
verifyAudit.TreatUnmatchedTokensAsErrors = false;
root.SetAction((parsed, _) => RunAsync(() => Service.RunAsync([.. parsed.UnmatchedTokens])));
demo.SetAction((parsed, cancellationToken) => RunAsync(() =>
    DemoCommand.RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(exit), cancellationToken)));
backup.SetAction((parsed, cancellationToken) => RunAsync(async () => await BackupCommand.RunAsync(
    await Service.DataDirectoryOfAsync([.. parsed.UnmatchedTokens]), parsed.GetRequiredValue(to), TimeProvider.System,
    Console.Out, Console.Error, cancellationToken)));

verifyEvidence.SetAction((parsed, cancellationToken) => VerifyEvidenceCommand.RunAsync(
    parsed.GetRequiredValue(bundle), Console.Out, Console.Error, cancellationToken));

verifyAudit.SetAction((parsed, cancellationToken) => RunAsync(async () => await VerifyAuditCommand.RunAsync(
    await Service.DataDirectoryOfAsync([.. parsed.UnmatchedTokens]),
    AuditHead.TryParse(parsed.GetValue(expect), out var head) ? head : null, Console.Out, Console.Error,
    cancellationToken)));

var parsed = root.Parse(args);
var invocation = new InvocationConfiguration();

// A host ends by itself when it is asked to, within its own limit: nothing here may cut it off before.
if (parsed.CommandResult.Command == root || parsed.CommandResult.Command == demo)
    invocation.ProcessTerminationTimeout = null;
return await parsed.InvokeAsync(invocation);

static async Task<int> RunAsync(Func<Task<int>> run)
{
    try
    {
        return await run();
    }
    catch (Exception e) when (StartRefusedException.ReasonIn(e) is { } reason)
    {
        await Console.Error.WriteLineAsync($"DetectionApi was not started: {reason}.");
        return 1;
    }
}
