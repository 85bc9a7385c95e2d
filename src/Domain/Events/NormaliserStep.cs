namespace DetectionApi.Domain.Events;

/// <summary>A row of the table, its names turned into slots.</summary>
internal sealed record NormaliserStep(
    int Target, int Source, FieldConversion Conversion, bool IsData, bool Overwrite = false)
{
    public static NormaliserStep[] For(IEnumerable<FieldMapping> mappings, FieldSet fields) =>
    [
        .. from mapping in mappings
           where fields.TryGetSlot(mapping.Target, out _)
           select new NormaliserStep(
               fields.SlotOf(mapping.Target), fields.SlotOf(mapping.Source), mapping.Conversion, IsData: false,
               mapping.Overwrite),
    ];

    public void Spell(EventView view)
    {
        if (IsData && view.Has(Source)) FieldConversions.Apply(view, Source, FieldConversion.Data);
        if (view.Has(Source)) FieldConversions.Apply(view, Source, Conversion);
    }

    public void Fill(EventView view)
    {
        if (!view.Has(Source) || (!Overwrite && view.HasText(Target))) return;

        var before = view.Save(Target);
        view.Share(Source, Target);
        FieldConversions.Apply(view, Target, Conversion);
        if (!view.Has(Target)) view.Restore(Target, before);
    }
}
