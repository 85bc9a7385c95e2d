using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Tells whether an event is Sysmon's.</summary>
internal sealed class SysmonOrigin(FieldSet fields)
{
    private readonly int[] _processAccessMarks = [.. SysmonMappings.ProcessAccessMarks.Select(fields.SlotOf)];
    private readonly int _channel = fields.SlotOf("winlog.channel");
    private readonly int _provider = fields.SlotOf("winlog.provider_name");
    private readonly int _eventProvider = fields.SlotOf("event.provider");
    private readonly int _guid = fields.SlotOf("winlog.provider_guid");

    /// <summary>True if channel, provider or provider GUID is Sysmon's: any, as a provider can be renamed.</summary>
    public bool Wrote(EventView view)
    {
        if (Is(view, _channel, SysmonMappings.Channel) || Is(view, _provider, SysmonMappings.Provider)) return true;
        if (Is(view, _eventProvider, SysmonMappings.Provider)) return true;
        if (view.Has(_guid))
            return Ascii.EqualsIgnoreCase(view.Text(_guid).Trim("{}"u8), SysmonMappings.ProviderGuid);
        if (view.Has(_channel) || view.Has(_provider) || view.Has(_eventProvider)) return false;

        foreach (var slot in _processAccessMarks)
            if (!view.Has(slot)) return false;

        return true;
    }

    private static bool Is(EventView view, int slot, ReadOnlySpan<byte> expected) =>
        Ascii.EqualsIgnoreCase(view.Text(slot), expected);
}
