namespace DetectionApi.Domain.Events;

/// <summary>One row of the normaliser's table: a field that is filled from another one.</summary>
/// <param name="Target">The canonical field.</param>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Conversion">What becomes of the value on its way.</param>
/// <param name="Argument">What the conversion needs to know besides.</param>
/// <param name="Mode">What becomes of the values that the field has.</param>
internal sealed record FieldMapping(
    string Target, string Source, FieldConversion Conversion = FieldConversion.None, string Argument = "",
    FillMode Mode = FillMode.IfAbsent)
{
    /// <summary>The fields that the row reads.</summary>
    public IEnumerable<string> Sources => Conversion is FieldConversion.And ? [Source, Argument] : [Source];

    /// <summary>A row for a value that an event of that kind always has.</summary>
    public static FieldMapping Always(string target, string value, FillMode mode = FillMode.IfAbsent) =>
        new(target, "event.code", FieldConversion.Constant, value, mode);
}

/// <summary>What Elastic's pipelines make of one event id of one provider.</summary>
/// <param name="Code">The event id.</param>
/// <param name="Category">The values of <c>event.category</c> if it has none.</param>
/// <param name="Type">The values of <c>event.type</c> if it has none.</param>
/// <param name="Fields">The other fields in order, so that a later one may build on an earlier one.</param>
internal sealed record EventMapping(int Code, string[] Category, string[] Type, FieldMapping[] Fields);

/// <summary>What Elastic's pipelines make of the events of one provider.</summary>
/// <param name="Common">Fields of every event id, before those of its own.</param>
/// <param name="Events">One row per event id.</param>
internal sealed record ProviderMapping(FieldMapping[] Common, EventMapping[] Events)
{
    /// <summary>All rows for fields.</summary>
    public IEnumerable<FieldMapping> Rows => [.. Common, .. Events.SelectMany(e => e.Fields)];
}
