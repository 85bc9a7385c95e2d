namespace DetectionApi.Domain.Events;

/// <summary>What the normaliser does to a value on its way into a canonical field.</summary>
internal enum FieldConversion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A number becomes text: Elasticsearch maps the field as a keyword.</summary>
    Text,

    /// <summary>As <see cref="Text"/>; and what Sysmon writes for nothing (<c>""</c>, <c>-</c>) goes.</summary>
    Data,

    /// <summary>Decimal digits become a number.</summary>
    Number,

    /// <summary>A GUID of any spelling gets braces and lower case; the zero GUID means nothing and goes.</summary>
    Guid,

    /// <summary>An access mask of any spelling becomes <c>0x</c> and lower-case hexadecimal without padding.</summary>
    AccessMask,

    /// <summary>
    /// Sysmon's <c>2019-06-21 07:35:37.101</c> becomes <c>2019-06-21T07:35:37.101Z</c>; other text stays out.
    /// </summary>
    UtcTime,

    /// <summary>
    /// The text after the last backslash; nothing if there is none, as with the process <c>System</c>.
    /// </summary>
    FileName,
}
