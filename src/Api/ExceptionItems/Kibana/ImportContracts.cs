namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Why a line of an exported list is refused, beyond what refuses every item.</summary>
internal enum ImportRefusalCode
{
    /// <summary>It is no text in UTF-8.</summary>
    NotUtf8,

    /// <summary>It is neither a list nor an item nor the details of an export.</summary>
    UnknownLine,

    /// <summary>The list is of a kind whose items are no exceptions to alerts.</summary>
    UnsupportedList,

    /// <summary>The item is for another system than Windows.</summary>
    UnsupportedOs,

    /// <summary>The entry says what must not be.</summary>
    UnsupportedOperator,

    /// <summary>The entry asks in a way that an item of this service cannot.</summary>
    UnsupportedEntryType,

    /// <summary>The entry asks a field that an item of this service does not.</summary>
    UnsupportedField,

    /// <summary>The value of the entry cannot be taken over.</summary>
    UnsupportedValue,

    /// <summary>Two entries ask the same of an event.</summary>
    AskedTwice,

    /// <summary>The item or its entries were changed since they were exported together.</summary>
    ChangedInKibana,

    /// <summary>The item was exported by a later version of this service.</summary>
    UnknownVersion,

    /// <summary>Nothing in the item says why the pattern is harmless.</summary>
    ReasonMissing,

    /// <summary>Two items of the file have the same id.</summary>
    DuplicateItem,

    /// <summary>The file holds another number of items than its last line says.</summary>
    CountMismatch,
}

/// <summary>What an item takes that does not say it itself.</summary>
/// <param name="Actor">Who imports it: the owner of an item that nobody wrote.</param>
/// <param name="Now">The time.</param>
/// <param name="Days">After how many days it expires.</param>
internal sealed record ImportContext(string Actor, DateTimeOffset Now, int Days);

/// <summary>Why a line is refused.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="ItemId">The id of its item; null if it has none that can be read.</param>
/// <param name="Entry">The number of the entry that is to blame, from 0; null for all of the line.</param>
/// <param name="Field">The field that the entry asks, or the member of the item.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Overridable">True if an approver may let the item pass all the same.</param>
internal sealed record ImportFault(
    int Line, string? ItemId, int? Entry, string? Field, string Code, string Detail, bool Overridable = false);

/// <summary>An item that could be read.</summary>
/// <param name="Line">The number of its line.</param>
/// <param name="Id">Its id here.</param>
/// <param name="Request">The item as it would be posted.</param>
/// <param name="Comments">What was said of it, each with somebody who said it and a time.</param>
/// <param name="Notes">What was assumed in reading it, a sentence each.</param>
internal sealed record ImportedItem(
    int Line, string Id, ExceptionItemRequest Request, IReadOnlyList<KibanaComment> Comments,
    IReadOnlyList<string> Notes);

/// <summary>All of a file.</summary>
/// <param name="Lists">How many lists it holds.</param>
/// <param name="Items">The items that could be read, in order.</param>
/// <param name="Faults">Why others are refused.</param>
internal sealed record ImportedFile(int Lists, IReadOnlyList<ImportedItem> Items, IReadOnlyList<ImportFault> Faults)
{
    /// <summary>True if it names neither a list nor an item.</summary>
    public bool IsEmpty => Lists == 0 && Items.Count == 0 && Faults.Count == 0;
}
