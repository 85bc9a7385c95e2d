using System.CommandLine;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Access;

/// <summary>How <c>keys</c> is written on the command line.</summary>
internal static class KeysCommandLine
{
    /// <summary>The command with its own commands.</summary>
    /// <param name="run">Runs the work on the store of the settings that follow the command.</param>
    public static Command Of(Func<IReadOnlyList<string>, Func<KeysCommand, Task<int>>, Task<int>> run)
    {
        var keys = new Command(
            "keys",
            "Access keys: make the first one, list, rotate and revoke them, beside a running service or without.");
        foreach (var command in (Command[])[Add(run), List(run), Rotate(run), Revoke(run)])
        {
            command.TreatUnmatchedTokensAsErrors = false;
            keys.Add(command);
        }

        return keys;
    }

    private static Command Add(Func<IReadOnlyList<string>, Func<KeysCommand, Task<int>>, Task<int>> run)
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var owner = new Option<string>("--owner") { Description = "In whose name its holder acts.", Required = true };
        var roles = new Option<string[]>("--role")
        {
            Description = $"What its holder is there for, once or more: {string.Join(", ", Words.All<Role>())}.",
            Required = true,
        };
        roles.Validators.Add(given =>
        {
            foreach (var token in given.Tokens)
                if (!Words.TryParse<Role>(token.Value, out _))
                    given.AddError($"'{token.Value}' is no role: {string.Join(", ", Words.All<Role>())}.");
        });
        var hosts = new Option<string[]>("--host")
        {
            Description = "Of which host it may send events, once or more, with * at one end; all unless given.",
        };
        var expires = new Option<DateTimeOffset?>("--expires-at") { Description = "When it ends; never unless given." };
        var add = new Command("add", "Make a key, and show its secret this once.")
        {
            name, owner, roles, hosts, expires,
        };
        add.SetAction((parsed, cancellationToken) => run(parsed.UnmatchedTokens, keys => keys.AddAsync(
            new KeyRequest(
                parsed.GetValue(name), parsed.GetValue(owner),
                [.. parsed.GetRequiredValue(roles).Select(RoleOf)],
                parsed.GetValue(hosts), parsed.GetValue(expires)),
            cancellationToken)));
        return add;
    }

    private static Command List(Func<IReadOnlyList<string>, Func<KeysCommand, Task<int>>, Task<int>> run)
    {
        var list = new Command("list", "List the keys, the newest first, without their secrets.");
        list.SetAction((parsed, cancellationToken) => run(
            parsed.UnmatchedTokens, keys => keys.ListAsync(cancellationToken)));
        return list;
    }

    private static Command Rotate(Func<IReadOnlyList<string>, Func<KeysCommand, Task<int>>, Task<int>> run)
    {
        var id = new Argument<string>("ID") { Description = "The key." };
        var overlap = new Option<int>("--overlap-hours")
        {
            Description = "For how many hours the old secret is taken, too.",
            DefaultValueFactory = _ => KeyRotation.HoursUnlessGiven,
        };
        overlap.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is not (>= 0 and var hours) || hours > KeyRules.OverlapMax.TotalHours)
                given.AddError($"Give 0 to {KeyRules.OverlapMax.TotalHours} hours.");
        });
        var rotate = new Command("rotate", "Give a key another secret, and show that this once.") { id, overlap };
        rotate.SetAction((parsed, cancellationToken) => run(
            parsed.UnmatchedTokens,
            keys => keys.RotateAsync(parsed.GetRequiredValue(id), parsed.GetValue(overlap), cancellationToken)));
        return rotate;
    }

    private static Command Revoke(Func<IReadOnlyList<string>, Func<KeysCommand, Task<int>>, Task<int>> run)
    {
        var id = new Argument<string>("ID") { Description = "The key." };
        var revoke = new Command("revoke", "Revoke a key: it lets nobody in any more.") { id };
        revoke.SetAction((parsed, cancellationToken) => run(
            parsed.UnmatchedTokens, keys => keys.RevokeAsync(parsed.GetRequiredValue(id), cancellationToken)));
        return revoke;
    }

    private static Role RoleOf(string word) => Words.TryParse<Role>(word, out var role) ? role : default;
}
