using System.Text.Json.Serialization;
using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What was assumed of an item that did not say it.</summary>
/// <param name="Line">The number of its line, from 1.</param>
/// <param name="Id">Its id.</param>
/// <param name="Notes">A sentence each.</param>
internal sealed record ImportNote(int Line, string Id, IReadOnlyList<string> Notes);

/// <summary>What came of an import, or would: first as Kibana says it, then as this service does.</summary>
/// <param name="Errors">Always empty: if anything is refused, nothing is imported.</param>
/// <param name="Success">Always true.</param>
/// <param name="SuccessCount">How many lists and items.</param>
/// <param name="SuccessExceptionLists">Always true.</param>
/// <param name="SuccessCountExceptionLists">How many lists the file named. There is only one here.</param>
/// <param name="SuccessExceptionListItems">Always true.</param>
/// <param name="SuccessCountExceptionListItems">How many items.</param>
/// <param name="DryRun">True if nothing was stored, whatever the counts say.</param>
/// <param name="Created">How many items are new.</param>
/// <param name="Updated">How many say something else than before.</param>
/// <param name="Unchanged">How many said the same before.</param>
/// <param name="Draft">How many are drafts now.</param>
/// <param name="Pending">How many wait for approval now.</param>
/// <param name="Active">How many are in force now.</param>
/// <param name="Notes">What was assumed of items that did not say it, in the order of the lines.</param>
internal sealed record ExceptionImportResponse(
    [property: JsonPropertyName("errors")] IReadOnlyList<ImportFault> Errors,
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("success_count")] int SuccessCount,
    [property: JsonPropertyName("success_exception_lists")] bool SuccessExceptionLists,
    [property: JsonPropertyName("success_count_exception_lists")] int SuccessCountExceptionLists,
    [property: JsonPropertyName("success_exception_list_items")] bool SuccessExceptionListItems,
    [property: JsonPropertyName("success_count_exception_list_items")] int SuccessCountExceptionListItems,
    bool DryRun, int Created, int Updated, int Unchanged, int Draft, int Pending, int Active,
    IReadOnlyList<ImportNote> Notes)
{
    public static ExceptionImportResponse Of(
        ImportedFile file, IReadOnlyList<ExceptionOutcome> outcomes, bool isDryRun) => new(
        [], true, file.Lists + outcomes.Count, true, file.Lists, true, outcomes.Count, isDryRun,
        outcomes.Count(outcome => outcome.IsNew),
        outcomes.Count(outcome => outcome is { IsNew: false, Kind: ExceptionResult.Done }),
        outcomes.Count(outcome => outcome.Kind is ExceptionResult.Unchanged),
        CountOf(outcomes, ExceptionStatus.Draft), CountOf(outcomes, ExceptionStatus.Pending),
        CountOf(outcomes, ExceptionStatus.Active),
        [
            .. file.Items.Where(item => item.Notes.Count > 0)
                .Select(item => new ImportNote(item.Line, item.Id, item.Notes)),
        ]);

    private static int CountOf(IReadOnlyList<ExceptionOutcome> outcomes, ExceptionStatus status) =>
        outcomes.Count(outcome => outcome.Item?.Status == status);
}
