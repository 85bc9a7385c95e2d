using DetectionApi.Api.Operations;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Rules;

/// <summary>The rules and how they are set: one snapshot that is replaced and never changed.</summary>
/// <remarks>
/// Ingest takes <see cref="Current"/> once for each batch, so that a batch is judged by one set of rules even while an
/// engineer chooses another, and no event waits for a lock or for the database.
/// </remarks>
internal sealed class RuleBook(
    RuleSettingStore store, IOptions<ContextOptions> context, ILogger<RuleBook> log) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile DetectorInForce? _current;

    public IReadOnlyList<Rule> Rules { get; } = RuleCatalogue.BuiltIn;

    public DetectorInForce Current => _current ?? throw new InvalidOperationException("The rules are not loaded yet.");

    public async Task<IReadOnlyList<(Rule Rule, RuleSetting Setting)>> SettingsAsync(
        CancellationToken cancellationToken)
    {
        var stored = (await store.AllAsync(cancellationToken)).ToDictionary(setting => setting.RuleId);
        return [.. Rules.Select(rule => (rule, stored.GetValueOrDefault(rule.Id) ?? RuleSetting.DefaultOf(rule)))];
    }

    /// <summary>Judges what comes from now on by the rules as they are set in the store.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        // One after another: who read the settings first must not put them in force last.
        await _loading.WaitAsync(cancellationToken);
        try
        {
            _current = await ReadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private async Task<DetectorInForce> ReadAsync(CancellationToken cancellationToken)
    {
        var active = new List<ActiveRule>();
        foreach (var (rule, setting) in await SettingsAsync(cancellationToken))
        {
            // A version that is no longer in the catalogue gives way to the default, rather than to no detection at
            // all.
            var version = rule.Find(setting.ActiveVersion) ?? rule.Find(rule.DefaultVersion)!;
            if (setting.IsEnabled) active.Add(new ActiveRule(rule, version));
        }

        log.RulesLoaded(active.Count, Rules.Count);
        var keepsContext = context.Value.Enabled;
        return new DetectorInForce(new Detector(active, keepsContext), keepsContext, log.NoRuleForIndex);
    }
}
