using DetectionApi.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Keeps what engineers chose for rules.</summary>
public sealed class RuleSettingStore
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal RuleSettingStore(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>The settings of all rules for which somebody chose.</summary>
    public async Task<IReadOnlyList<RuleSetting>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.RuleSettings.AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>Stores a setting if its predecessor is still the one in force.</summary>
    /// <returns>False if somebody else changed the rule in between; nothing is stored then.</returns>
    public Task<bool> TrySaveAsync(RuleSetting setting, CancellationToken cancellationToken) => _gate.PassAsync(
        async () =>
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var stored = await db.RuleSettings
                .FirstOrDefaultAsync(s => s.RuleId == setting.RuleId, cancellationToken);
            if ((stored?.Revision ?? 1) != setting.Revision - 1) return false;

            if (stored is null) db.RuleSettings.Add(setting);
            else db.Entry(stored).CurrentValues.SetValues(setting);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);
}
