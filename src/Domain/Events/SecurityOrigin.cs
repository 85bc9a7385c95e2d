using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Tells whether an event is of the log of Windows' own auditing.</summary>
internal sealed class SecurityOrigin(FieldSet fields)
{
    private readonly int _channel = fields.SlotOf("winlog.channel");
    private readonly int _provider = fields.SlotOf("winlog.provider_name");
    private readonly int _eventProvider = fields.SlotOf("event.provider");

    /// <summary>True if the channel is Security and the provider one of those that write there by themselves.</summary>
    public bool Wrote(EventView view)
    {
        if (!Ascii.EqualsIgnoreCase(view.Text(_channel), SecurityMappings.Channel)) return false;

        var provider = view.Text(view.Has(_provider) ? _provider : _eventProvider);
        return Ascii.EqualsIgnoreCase(provider, SecurityMappings.AuditingProvider)
            || Ascii.EqualsIgnoreCase(provider, SecurityMappings.EventLogProvider);
    }
}
