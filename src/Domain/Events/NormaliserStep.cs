using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>A row of the table, its names turned into slots.</summary>
internal sealed record NormaliserStep(int Target, int Source, FieldConversion Conversion)
{
    private const int NoSlot = -1;

    /// <summary>The argument of the conversion.</summary>
    public byte[] Argument { get; private init; } = [];

    /// <summary>The field that the argument names, where it names one.</summary>
    public int ArgumentSlot { get; private init; } = NoSlot;

    private FillMode Mode { get; init; }

    /// <summary>The rows whose fields are wanted.</summary>
    public static NormaliserStep[] For(IEnumerable<FieldMapping> mappings, FieldSet fields) =>
    [
        .. from mapping in mappings
           where fields.TryGetSlot(mapping.Target, out _)
           select new NormaliserStep(
               fields.SlotOf(mapping.Target), fields.SlotOf(mapping.Source), mapping.Conversion)
           {
               Argument = Encoding.UTF8.GetBytes(mapping.Argument),
               ArgumentSlot = mapping.Conversion is FieldConversion.And ? fields.SlotOf(mapping.Argument) : NoSlot,
               Mode = mapping.Mode,
           },
    ];

    /// <summary>Fills the target.</summary>
    public void Fill(EventView view)
    {
        if (!view.Has(Source)) return;
        if (Mode is FillMode.Add) Add(view);
        else if (Mode is FillMode.Overwrite || !view.HasText(Target)) Set(view);
    }

    private void Set(EventView view)
    {
        var before = view.Save(Target);
        view.Share(Source, Target);
        FieldConversions.Apply(view, Target, this);
        if (!view.Has(Target)) view.Restore(Target, before);
    }

    private void Add(EventView view)
    {
        switch (Conversion)
        {
            case FieldConversion.None:
                view.AddAll(Source, Target);
                break;
            case FieldConversion.Constant:
                if (!view.Contains(Target, Argument)) view.AppendCopy(Target, FieldKind.Text, Argument);
                break;
            default:
                view.Share(Source, view.SpareSlot);
                FieldConversions.Apply(view, view.SpareSlot, this);
                view.AddAll(view.SpareSlot, Target);
                break;
        }
    }
}
