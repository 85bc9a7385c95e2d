using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DetectionApi.Api.Http;

/// <summary>One thing that is wrong with a request, and where.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Pointer">A JSON pointer into the body, such as <c>#/activeVersion</c>; null if it is not in the
/// body.</param>
/// <param name="Parameter">The query parameter or header; null if it is in the body.</param>
internal sealed record Fault(string Code, string Detail, string? Pointer = null, string? Parameter = null)
{
    /// <summary>Whether somebody else may let it pass all the same; absent where nobody ever may.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Overridable { get; init; }
}

/// <summary>Every no that this service says on its own side, in the form of RFC 9457.</summary>
internal static class Problems
{
    private const string TypePrefix = "urn:detection-api:problem:";
    private const string Errors = "errors";

    /// <summary>400: the request cannot be understood.</summary>
    public static ProblemHttpResult BadRequest(params IEnumerable<Fault> faults) => Faulty(
        StatusCodes.Status400BadRequest, "bad-request", "The request cannot be understood.", faults);

    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string detail) => Of(
        StatusCodes.Status404NotFound, "not-found", "There is no such thing.", detail);

    /// <summary>409: there is one of that id already.</summary>
    public static ProblemHttpResult Taken(string detail) => Of(
        StatusCodes.Status409Conflict, "id-taken", "There is such a thing already.", detail);

    /// <summary>412: somebody else was faster.</summary>
    public static ProblemHttpResult PreconditionFailed(string detail) => Of(
        StatusCodes.Status412PreconditionFailed, "changed-meanwhile", "It was changed in the meantime.", detail);

    /// <summary>422: understood, and not allowed.</summary>
    public static ProblemHttpResult Unprocessable(params IEnumerable<Fault> faults) => Faulty(
        StatusCodes.Status422UnprocessableEntity, "refused",
        "The request was understood and cannot be carried out.", faults);

    /// <summary>422 with so many faults that one sentence sums them up; each says where it is in its own
    /// way.</summary>
    public static ProblemHttpResult UnprocessableAll<T>(string detail, IReadOnlyList<T> faults) where T : class =>
        Faulty(
            StatusCodes.Status422UnprocessableEntity, "refused",
            "The request was understood and cannot be carried out.", detail, faults);

    /// <summary>428: a change without saying of what state.</summary>
    public static ProblemHttpResult PreconditionRequired() => Of(
        StatusCodes.Status428PreconditionRequired, "if-match-required", "A change must say what it is a change of.",
        "Send the header If-Match with the ETag that the last read answered.");

    /// <summary>503: until somebody mends what is wrong.</summary>
    public static ProblemHttpResult Unavailable(string title, params IEnumerable<Fault> faults) => Faulty(
        StatusCodes.Status503ServiceUnavailable, "store-damaged", title, faults);

    /// <summary>A problem with one sentence.</summary>
    public static ProblemHttpResult Of(int status, string code, string title, string detail) => TypedResults.Problem(
        new ProblemDetails { Status = status, Type = TypePrefix + code, Title = title, Detail = detail });

    /// <summary>What a problem says, in short.</summary>
    public static RefusalNote NoteOf(ProblemDetails problem) => new(
        problem.Type?.Replace(TypePrefix, "", StringComparison.Ordinal) ?? "",
        problem.Extensions.TryGetValue(Errors, out var faults)
            ? (faults as IEnumerable<Fault>)?.FirstOrDefault()?.Code
            : null);

    private static ProblemHttpResult Faulty(int status, string code, string title, IEnumerable<Fault> faults)
    {
        var all = faults.ToList();
        return Faulty(status, code, title, string.Join(' ', all.Select(fault => fault.Detail)), all);
    }

    private static ProblemHttpResult Faulty(int status, string code, string title, string detail, object faults) =>
        TypedResults.Problem(new ProblemDetails
        {
            Status = status,
            Type = TypePrefix + code,
            Title = title,
            Detail = detail,
            Extensions = { [Errors] = faults },
        });
}
