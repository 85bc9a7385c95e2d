namespace DetectionApi.Domain.Events;

/// <summary>The rows of the tables that fill some of the fields, ready for use.</summary>
internal sealed class NormaliserPass
{
    private readonly FieldSpelling[] _spellings;
    private readonly NormaliserStep[] _envelope;
    private readonly Constant[] _constants;
    private readonly ProviderTable _sysmon;
    private readonly ProviderTable _security;

    /// <summary>A pass that fills those of the <paramref name="fields"/> that <paramref name="fills"/>.</summary>
    public NormaliserPass(FieldSet fields, Func<string, bool> fills)
    {
        _spellings = [.. fields.Names.Where(fills).Select(name => SpellingOf(name, fields)).OfType<FieldSpelling>()];
        _envelope = NormaliserStep.For(WindowsMappings.Envelope.Where(m => fills(m.Target)), fields);
        _constants = [.. WindowsMappings.Constants
            .Where(c => fields.TryGetSlot(c.Key, out _) && fills(c.Key))
            .Select(c => new Constant(fields.SlotOf(c.Key), c.Value))];
        _sysmon = new ProviderTable(SysmonMappings.All, fields, fills);
        _security = new ProviderTable(SecurityMappings.All, fields, fills);
    }

    /// <summary>Brings the fields to one spelling.</summary>
    public void Spell(EventView view, bool isSecurity)
    {
        foreach (var spelling in _spellings) spelling.Apply(view, keepsDashes: isSecurity);
    }

    /// <summary>Fills the fields that the event lacks.</summary>
    public void Fill(EventView view, LogOrigin origin)
    {
        if (origin is LogOrigin.Foreign) return;

        foreach (var step in _envelope) step.Fill(view);
        foreach (var constant in _constants)
            if (!view.HasText(constant.Slot)) view.Set(constant.Slot, FieldKind.Text, constant.Value);

        if (origin is LogOrigin.Sysmon) _sysmon.Complete(view);
        else if (origin is LogOrigin.Security) _security.Complete(view);
    }

    private static FieldSpelling? SpellingOf(string field, FieldSet fields)
    {
        var isData = field.StartsWith(WindowsMappings.EventData, StringComparison.Ordinal);
        var conversion = WindowsMappings.Spellings.GetValueOrDefault(field);
        return isData || conversion is not FieldConversion.None
            ? new FieldSpelling(fields.SlotOf(field), conversion, isData)
            : null;
    }

    private sealed record Constant(int Slot, byte[] Value);
}
