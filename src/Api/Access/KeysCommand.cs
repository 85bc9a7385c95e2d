using System.Globalization;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Access;
using DetectionApi.Persistence.Audit;

namespace DetectionApi.Api.Access;

/// <summary>
/// Access keys on the command line: for the first one, and for when nobody has a key any more. A service that works on
/// the store meanwhile knows of it within two seconds.
/// </summary>
internal sealed class KeysCommand(
    KeyMaker maker, AccessKeyStore store, DetectionsDatabase database, string dataDirectory, TimeProvider time,
    TextWriter output, TextWriter errors)
{
    /// <summary>Under which name the command line makes changes.</summary>
    public const string Actor = "command-line";

    /// <summary>Makes a key and prints its secret.</summary>
    public Task<int> AddAsync(KeyRequest request, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            if (maker.FaultsOf(request) is [_, ..] faults)
                return await RefuseAsync(string.Join(' ', faults.Select(fault => fault.Detail)));

            var (key, secret) = await maker.AddAsync(request, Actor, cancellationToken);
            await ShowAsync(key, secret);
            return 0;
        },
        cancellationToken);

    /// <summary>Prints all keys, the newest first.</summary>
    public Task<int> ListAsync(CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var now = time.GetUtcNow();
            foreach (var key in await store.AllAsync(cancellationToken))
                await output.WriteLineAsync(
                    $"{key.Id}  {Words.Of(key.StateAt(now)),-8}  {string.Join(',', key.Roles.Select(Words.Of)),-16}  "
                    + $"{key.Owner,-20}  ends {At(key.ExpiresAt)}  last used {At(key.LastUsedAt)}  {key.Name}");
            return 0;
        },
        cancellationToken);

    /// <summary>Revokes a key.</summary>
    public Task<int> RevokeAsync(string id, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            if (await maker.RevokeAsync(id, null, Actor, cancellationToken) is null) return await NoKeyAsync(id);

            await output.WriteLineAsync($"The key {id} lets nobody in any more.");
            return 0;
        },
        cancellationToken);

    /// <summary>Gives a key another secret and prints that.</summary>
    public Task<int> RotateAsync(string id, int overlapHours, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            if (await maker.RotateAsync(id, null, TimeSpan.FromHours(overlapHours), cancellationToken)
                is not var (key, _, secret)) return await NoKeyAsync(id);
            if (secret is null) return await RefuseAsync(KeyMaker.WhyNotRotated(key, time.GetUtcNow()));

            await ShowAsync(key, secret);
            return 0;
        },
        cancellationToken);

    private async Task<int> RunAsync(Func<Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            using var scope = AuditScope.Open(new AuditOrigin(Actor, "keys", From: Actor), time);
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || StoreFaults.IsOne(e))
        {
            return await RefuseAsync(e.GetBaseException().Message);
        }
    }

    // A service that works on the store has brought it up to date and holds the directory.
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        DataDirectory held;
        try
        {
            held = DataDirectory.Take(dataDirectory);
        }
        catch (IOException e) when (e.InnerException is IOException)
        {
            return;
        }

        using (held) await database.MigrateAsync(held, cancellationToken);
    }

    private async Task ShowAsync(AccessKey key, string secret)
    {
        await output.WriteLineAsync($"id:      {key.Id}");
        await output.WriteLineAsync($"secret:  {secret}");
        await output.WriteLineAsync($"encoded: {NewKeyResponse.EncodedOf(key.Id, secret)}");
        await output.WriteLineAsync();
        await output.WriteLineAsync("The secret is not shown again. How it is used:");
        await output.WriteLineAsync($"  Winlogbeat   output.elasticsearch.api_key: \"{key.Id}:<secret>\"");
        await output.WriteLineAsync("  scripts      Authorization: ApiKey <encoded>     (or Bearer <encoded>)");
        await output.WriteLineAsync("  browsers     the id as user, the secret as password");
        if (key.PreviousUntil is { } until)
            await output.WriteLineAsync($"The secret before is taken until {At(until)}.");
    }

    private Task<int> NoKeyAsync(string id) => RefuseAsync($"There is no key {id}; 'keys list' shows all.");

    private async Task<int> RefuseAsync(string reason)
    {
        await errors.WriteLineAsync($"DetectionApi changed no key: {reason}");
        return 1;
    }

    private static string At(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
}
