using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Conversions into <c>true</c> and <c>false</c>.</summary>
internal static class BooleanConversions
{
    public static void Apply(EventView view, int slot, NormaliserStep step)
    {
        if (step.Conversion is FieldConversion.IsArgument)
            Set(view, slot, Ascii.EqualsIgnoreCase(view.Text(slot), step.Argument));
        else if (step.Conversion is FieldConversion.Boolean)
            ToBoolean(view, slot);
        else
            And(view, slot, step.ArgumentSlot);
    }

    private static void ToBoolean(EventView view, int slot)
    {
        if (Truth(view, slot) is { } truth) Set(view, slot, truth);
        else view.Remove(slot);
    }

    // False if either is, whatever the other may be; nothing if a missing one would decide.
    private static void And(EventView view, int slot, int other)
    {
        var (one, two) = (Truth(view, slot), Truth(view, other));
        if (one is false || two is false) Set(view, slot, false);
        else if (one is null || two is null) view.Remove(slot);
        else Set(view, slot, true);
    }

    private static bool? Truth(EventView view, int slot)
    {
        var text = view.Text(slot);
        if (Ascii.EqualsIgnoreCase(text, "true"u8)) return true;
        return Ascii.EqualsIgnoreCase(text, "false"u8) ? false : null;
    }

    private static void Set(EventView view, int slot, bool truth) =>
        view.Set(slot, FieldKind.Boolean, truth ? "true"u8 : "false"u8);
}
