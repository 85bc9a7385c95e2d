namespace DetectionApi.Domain.Events;

/// <summary>
/// What kind of JSON value a field holds. An object is never a value: its members are fields of their own.
/// </summary>
public enum FieldKind : byte
{
    /// <summary>The document has no such field, or it is <c>null</c> or an empty array.</summary>
    Missing,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number, kept as it was spelled.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
