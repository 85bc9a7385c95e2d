using System.Text.Json;
using DetectionApi.Domain.ProcessAccess;
using FluentValidation.Results;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Reads an item of an exported list.</summary>
/// <remarks>
/// An item that this service exported is what <c>meta.detectionApi</c> says, as long as neither that nor its entries
/// were changed since; any other is what its entries ask.
/// </remarks>
internal static class KibanaItemReader
{
    private const int IdLengthMax = 64;
    private const int ReasonLengthMax = 2000;
    private const int EntriesMax = 100;
    private const int CommentsMax = 1000;
    private static readonly ExceptionItemValidator Validator = new();
    private static readonly KibanaCommentValidator CommentValidator = new();

    /// <summary>What the line holds, or why it is refused.</summary>
    public static ImportedLine Read(int number, KibanaItem line, ImportContext context)
    {
        var reading = new Reading(number, line, context);
        if (line.OsTypes?.Any(os => os != KibanaFields.Windows) is true)
            return reading.Refuse(
                "os_types", ImportRefusalCode.UnsupportedOs,
                "The item is for other systems than Windows, where the rules of this service see nothing.");
        if (line.Entries?.Count > EntriesMax)
            return reading.Refuse(
                "entries", ImportRefusalCode.UnsupportedValue, $"An item has {EntriesMax} entries at most.");
        if (line.Comments?.Count > CommentsMax)
            return reading.Refuse(
                "comments", ImportRefusalCode.UnsupportedValue, $"An item comes with {CommentsMax} comments at most.");

        return line.Meta?.DetectionApi is { } native
            ? ReadNative(reading, native)
            : ReadEntries(reading);
    }

    private static ImportedLine ReadNative(Reading reading, JsonElement element)
    {
        const string Member = "meta.detectionApi";
        if (element.ValueKind is not JsonValueKind.Object
            || !element.TryGetProperty("version", out var version) || !version.TryGetInt32(out var known)
            || known != KibanaWriter.NativeVersion)
            return reading.Refuse(
                Member, ImportRefusalCode.UnknownVersion,
                $"The form of {Member} is not version {KibanaWriter.NativeVersion}. Remove it to have the entries "
                + "read.");

        NativeForm native;
        try
        {
            native = element.Deserialize<NativeForm>(KibanaJson.Native)!;
        }
        catch (JsonException e)
        {
            return new ImportedLine(Faults: [KibanaLineReader.FaultOf(reading.Number, reading.Line.ItemId, e)]);
        }

        if (native.Item is not { } item || native.Checksum != KibanaJson.ChecksumOf(reading.Line, item))
            return reading.Refuse(
                Member, ImportRefusalCode.ChangedInKibana,
                "The entries, the expiry or the item in meta were changed since they were exported together. Change "
                + $"the item here, or remove {Member} to have the entries read.");
        if (Validator.Validate(item) is { IsValid: false } invalid) return reading.Refuse(invalid, Member);

        return reading.Take(item.Id, WithWordsOf(item, reading));
    }

    // Words may be changed anywhere; they mean nothing to the matcher.
    private static ExceptionItemRequest WithWordsOf(ExceptionItemRequest item, Reading reading)
    {
        var content = item.ToContent(reading.Context.Now);
        if (reading.Line.Name is { } name && name.Trim() != content.Name)
        {
            reading.Note("Its name is that of the line, which was changed since it was exported.");
            item = item with { Name = name };
        }

        if (reading.Line.Description is { } description && description != KibanaWriter.DescriptionOf(content))
        {
            reading.Note("Its description is that of the line, which was changed since it was exported.");
            var end = KibanaWriter.EndOfDescriptionOf(content.Terms);
            item = item with
            {
                Description = description.EndsWith(end, StringComparison.Ordinal)
                    ? description[..^end.Length]
                    : description,
            };
        }

        return item;
    }

    private static ImportedLine ReadEntries(Reading reading)
    {
        var line = reading.Line;
        var (asked, faults) = KibanaEntryReader.Read(line.Entries ?? []);
        if (faults.Count > 0) return reading.Refuse(faults);

        foreach (var note in asked.Notes()) reading.Note(note);
        if (ReasonOf(reading) is not { } reason)
            return reading.Refuse(
                "description", ImportRefusalCode.ReasonMissing,
                "Nothing says why the pattern is harmless; write it into the description or a comment.");

        var isCut = reason.Length > ReasonLengthMax;
        return reading.Take(IdOf(reading), asked.ToTerms() with
        {
            Name = line.Name,
            Description = isCut ? reason : null,
            Reason = isCut ? CutOf(reason) : reason,
            Owner = OwnerOf(reading),
            ExpiresAt = ExpiryOf(reading),
        });
    }

    private static string? IdOf(Reading reading)
    {
        if (reading.Line.ItemId is not { Length: > 0 } given) return null;

        var id = string.Concat(given.ToLowerInvariant().Take(IdLengthMax)
            .Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-'));
        if (id != given) reading.Note($"Its id is {id}, as ids have only a-z, 0-9 and - here.");
        return id;
    }

    private static string? ReasonOf(Reading reading)
    {
        if (!string.IsNullOrWhiteSpace(reading.Line.Description))
        {
            reading.Note("Its reason is what the description says.");
            return reading.Line.Description.Trim();
        }

        if (reading.Comments is not [{ Comment: { } comment }, ..]) return null;

        reading.Note("Its reason is what the first comment says.");
        return comment.Trim();
    }

    private static string OwnerOf(Reading reading)
    {
        if (reading.Line.CreatedBy is { } author && !string.IsNullOrWhiteSpace(author))
        {
            reading.Note($"Its owner is {author.Trim()}, who created it in Kibana.");
            return author;
        }

        reading.Note($"Its owner is {reading.Context.Actor}, who imported it: the line does not say who created it.");
        return reading.Context.Actor;
    }

    private static DateTimeOffset ExpiryOf(Reading reading)
    {
        if (reading.Line.ExpireTime is { } time) return time;

        reading.Note($"It expires after {reading.Context.Days} days, as the line does not say when.");
        return reading.Context.Now.AddDays(reading.Context.Days);
    }

    private static string CutOf(string text) =>
        text[..(char.IsHighSurrogate(text[ReasonLengthMax - 1]) ? ReasonLengthMax - 1 : ReasonLengthMax)];

    /// <summary>One line on its way.</summary>
    private sealed class Reading(int number, KibanaItem line, ImportContext context)
    {
        private readonly List<string> _notes = [];

        public int Number => number;

        public KibanaItem Line => line;

        public ImportContext Context => context;

        /// <summary>What was said of it, each with somebody who said it and a time.</summary>
        public IReadOnlyList<KibanaComment> Comments { get; } =
        [
            .. (line.Comments ?? []).Select(comment => new KibanaComment(
                comment?.Comment, comment?.CreatedAt ?? context.Now, comment?.CreatedBy ?? context.Actor)),
        ];

        public void Note(string text) => _notes.Add(text);

        /// <summary>The item, if its texts are such as every item's.</summary>
        public ImportedLine Take(string? id, ExceptionItemRequest item)
        {
            item = item with { Id = id ?? $"kibana-{KibanaJson.ChecksumOf(line, item)}" };
            if (Validator.Validate(item) is { IsValid: false } invalid) return Refuse(invalid, inside: null);

            var faults = Comments.Index().SelectMany(comment => CommentValidator.Validate(comment.Item).Errors.Select(
                error => FaultOf($"comments[{comment.Index}]", error.ErrorCode, error.ErrorMessage))).ToList();
            return faults.Count > 0
                ? new ImportedLine(Faults: faults)
                : new ImportedLine(Item: new ImportedItem(number, item.Id, item, Comments, _notes));
        }

        public ImportedLine Refuse(string member, ImportRefusalCode code, string detail) =>
            new(Faults: [FaultOf(member, Words.Of(code), detail)]);

        public ImportedLine Refuse(IReadOnlyList<EntryFault> faults) => new(Faults:
        [
            .. faults.Select(fault => new ImportFault(
                number, line.ItemId, fault.Entry, fault.Field, Words.Of(fault.Code), fault.Detail)),
        ]);

        public ImportedLine Refuse(ValidationResult invalid, string? inside) => new(Faults:
        [
            .. invalid.Errors.Select(error => FaultOf(
                inside is null ? error.PropertyName : $"{inside}.item.{error.PropertyName}", error.ErrorCode,
                error.ErrorMessage)),
        ]);

        private ImportFault FaultOf(string member, string code, string detail) =>
            new(number, line.ItemId, null, member, code, detail);
    }
}
