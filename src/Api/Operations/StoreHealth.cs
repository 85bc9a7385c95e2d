using System.Collections.Concurrent;
using DetectionApi.Persistence;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>One file of the store.</summary>
/// <param name="Name">Its name in the data directory.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="WalBytes">
/// How large its write-ahead log is, which is written over from its beginning once the file has taken what is in it.
/// </param>
/// <param name="Integrity">
/// What the last check of its structure found: <c>ok</c>, or <c>not-checked-yet</c>. With a damaged file the service is
/// not ready, and the problem says what is wrong.
/// </param>
/// <param name="CheckedAt">When it was checked; null if it was not yet.</param>
internal sealed record StoreFileResponse(
    string Name, long Bytes, long WalBytes, string Integrity, DateTimeOffset? CheckedAt);

/// <summary>What is known of the files of the store. Asking it reads none of them.</summary>
internal sealed class StoreHealth(IOptions<StorageOptions> storage)
{
    private const string Sound = "ok";
    private const string NotCheckedYet = "not-checked-yet";

    private readonly ConcurrentDictionary<string, Check> _checks = new();

    /// <summary>What is wrong, each with the name of its file; empty as long as nothing is known to be.</summary>
    public IReadOnlyList<string> Damage =>
    [
        .. from name in StoreFiles.Names
           from finding in _checks.GetValueOrDefault(name)?.Findings ?? []
           select $"{name}: {finding}",
    ];

    /// <summary>The files as they are now.</summary>
    public IReadOnlyList<StoreFileResponse> Files()
    {
        var directory = storage.Value.DataDirectory;
        return [.. StoreFiles.In(directory).Select(name => Describe(directory, name))];
    }

    /// <summary>Remembers what a check found.</summary>
    /// <returns>True if the file is damaged and was not known to be.</returns>
    public bool Remember(string name, IReadOnlyList<string> findings, DateTimeOffset at)
    {
        var wasDamaged = _checks.TryGetValue(name, out var last) && last.Findings.Count > 0;
        _checks[name] = new Check(findings, at);
        return findings.Count > 0 && !wasDamaged;
    }

    private StoreFileResponse Describe(string directory, string name)
    {
        var (bytes, walBytes) = StoreFiles.SizeOf(directory, name);
        var check = _checks.GetValueOrDefault(name);
        return new StoreFileResponse(name, bytes, walBytes, check is null ? NotCheckedYet : Sound, check?.At);
    }

    private sealed record Check(IReadOnlyList<string> Findings, DateTimeOffset At);
}
