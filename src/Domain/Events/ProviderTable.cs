using System.Buffers.Text;
using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>The table of one provider, ready for use: found by event id as a place in an array.</summary>
internal sealed class ProviderTable
{
    private readonly NormaliserStep[] _common;
    private readonly int _first;
    private readonly Compiled?[] _events;
    private readonly int _code;
    private readonly int _category;
    private readonly int _type;

    /// <summary>The rows that fill those of the <paramref name="fields"/> that <paramref name="fills"/>.</summary>
    public ProviderTable(ProviderMapping mapping, FieldSet fields, Func<string, bool> fills)
    {
        _common = NormaliserStep.For(mapping.Common.Where(m => fills(m.Target)), fields);
        _first = mapping.Events.Min(e => e.Code);
        _events = new Compiled?[mapping.Events.Max(e => e.Code) - _first + 1];
        foreach (var e in mapping.Events)
            _events[e.Code - _first] =
                new Compiled(
                    Utf8(e.Category), Utf8(e.Type), NormaliserStep.For(e.Fields.Where(m => fills(m.Target)), fields));

        _code = fields.SlotOf("event.code");
        _category = fields.SlotOf("event.category");
        _type = fields.SlotOf("event.type");
    }

    /// <summary>Fills the fields of an event of the provider.</summary>
    public void Complete(EventView view)
    {
        foreach (var step in _common) step.Fill(view);
        var code = view.Text(_code);
        if (!Utf8Parser.TryParse(code, out int id, out var consumed) || consumed != code.Length) return;
        if ((uint)(id - _first) >= _events.Length || _events[id - _first] is not { } mapping) return;

        AddIfAbsent(view, _category, mapping.Category);
        AddIfAbsent(view, _type, mapping.Type);
        foreach (var step in mapping.Steps) step.Fill(view);
    }

    private static void AddIfAbsent(EventView view, int slot, byte[][] values)
    {
        if (view.HasText(slot)) return;
        view.Remove(slot);
        foreach (var value in values) view.AppendCopy(slot, FieldKind.Text, value);
    }

    private static byte[][] Utf8(string[] values) => [.. values.Select(Encoding.UTF8.GetBytes)];

    private sealed record Compiled(byte[][] Category, byte[][] Type, NormaliserStep[] Steps);
}
