namespace DetectionApi.Domain.Events;

/// <summary>One row of the normaliser's table: a field that is filled from another one if it is absent.</summary>
internal sealed record FieldMapping(
    string Target, string Source, FieldConversion Conversion = FieldConversion.None, bool Overwrite = false);

/// <summary>What Elastic's pipelines make of one event id of one provider.</summary>
internal sealed record EventMapping(int Code, string[] Category, string[] Type, FieldMapping[] Fields);
