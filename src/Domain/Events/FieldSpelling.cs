namespace DetectionApi.Domain.Events;

/// <summary>A field that is brought to one spelling where it stands.</summary>
/// <param name="slot">The field.</param>
/// <param name="conversion">How it is spelled.</param>
/// <param name="isData">True if it is one of the record's own data, which are all text.</param>
internal sealed class FieldSpelling(int slot, FieldConversion conversion, bool isData)
{
    private readonly NormaliserStep? _spell =
        conversion is FieldConversion.None ? null : new(slot, slot, conversion);
    private readonly NormaliserStep _text = new(slot, slot, FieldConversion.Text);
    private readonly NormaliserStep _data = new(slot, slot, FieldConversion.Data);

    /// <summary>Spells the field.</summary>
    /// <param name="view">The event.</param>
    /// <param name="keepsDashes">True if <c>-</c> is a value of its data and stays.</param>
    public void Apply(EventView view, bool keepsDashes)
    {
        // Of several values none is dropped: to drop the field for the first of them would hide the others.
        if (!view.HasOne(slot))
        {
            if (isData || conversion is FieldConversion.Text) view.NumbersToText(slot);
            return;
        }

        if (isData) FieldConversions.Apply(view, slot, keepsDashes ? _text : _data);
        if (_spell is not null && view.Has(slot)) FieldConversions.Apply(view, slot, _spell);
    }
}
