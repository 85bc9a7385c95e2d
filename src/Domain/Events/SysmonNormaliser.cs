using System.Buffers.Text;
using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Sysmon's part of the table.</summary>
internal sealed class SysmonNormaliser(FieldSet fields)
{
    private const int CodeMax = 255;

    private readonly NormaliserStep[] _common = NormaliserStep.For(SysmonMappings.Common, fields);
    private readonly Compiled?[] _byCode = CompileAll(fields);
    private readonly int[] _processAccessMarks = [.. SysmonMappings.ProcessAccessMarks.Select(fields.SlotOf)];
    private readonly int _channel = fields.SlotOf("winlog.channel");
    private readonly int _provider = fields.SlotOf("winlog.provider_name");
    private readonly int _eventProvider = fields.SlotOf("event.provider");
    private readonly int _guid = fields.SlotOf("winlog.provider_guid");
    private readonly int _code = fields.SlotOf("event.code");
    private readonly int _category = fields.SlotOf("event.category");
    private readonly int _type = fields.SlotOf("event.type");

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

    public void Complete(EventView view)
    {
        foreach (var step in _common) step.Fill(view);
        var code = view.Text(_code);
        if (!Utf8Parser.TryParse(code, out int id, out var consumed) || consumed != code.Length) return;
        if (id is < 0 or > CodeMax || _byCode[id] is not { } mapping) return;

        AddIfAbsent(view, _category, mapping.Category);
        AddIfAbsent(view, _type, mapping.Type);
        foreach (var step in mapping.Steps) step.Fill(view);
    }

    private static bool Is(EventView view, int slot, ReadOnlySpan<byte> expected) =>
        Ascii.EqualsIgnoreCase(view.Text(slot), expected);

    private static void AddIfAbsent(EventView view, int slot, byte[][] values)
    {
        if (view.HasText(slot)) return;
        view.Remove(slot);
        foreach (var value in values) view.AppendCopy(slot, FieldKind.Text, value);
    }

    private static Compiled?[] CompileAll(FieldSet fields)
    {
        var byCode = new Compiled?[CodeMax + 1];
        foreach (var e in SysmonMappings.Events)
            byCode[e.Code] = new Compiled(Utf8(e.Category), Utf8(e.Type), NormaliserStep.For(e.Fields, fields));

        return byCode;
    }

    private static byte[][] Utf8(string[] values) => [.. values.Select(Encoding.UTF8.GetBytes)];

    private sealed record Compiled(byte[][] Category, byte[][] Type, NormaliserStep[] Steps);
}
