using System.CommandLine;
using DetectionApi.Api;
using DetectionApi.Api.Demo;
using DetectionApi.Api.Operations;

var exit = new Option<bool>("--exit")
{
    Description = "End after the alerts were printed, with code 0 only if every expected one is there.",
};
var demo = new Command(
    "demo", "Start on a fresh store, post sample events as Winlogbeat would, show the alerts, go on serving.")
{
    exit,
};
var root = new RootCommand(
    "Takes Windows events from log shippers and finds processes that open others by direct system calls. Settings "
    + "follow as --Section:Name value, for example --urls http://127.0.0.1:9280 or "
    + "--Storage:DataDirectory /var/lib/detection.")
{
    demo,
};

// What is no command and no option of one is a setting; the settings are checked where they are known.
root.TreatUnmatchedTokensAsErrors = demo.TreatUnmatchedTokensAsErrors = false;
root.SetAction((parsed, _) => RunAsync(() => Service.RunAsync([.. parsed.UnmatchedTokens])));
demo.SetAction((parsed, cancellationToken) => RunAsync(() =>
    DemoCommand.RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(exit), cancellationToken)));
// The host ends by itself when it is asked to, within its own limit: nothing here may cut it off before.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

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
