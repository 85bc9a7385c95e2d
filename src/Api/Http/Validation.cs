using System.Text.Json;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Http;

/// <summary>Turns what a validator found into a problem.</summary>
internal static class Validation
{
    /// <summary>422 with every fault and its place in the body.</summary>
    public static ProblemHttpResult Refuse(ValidationResult result) => Problems.Unprocessable(FaultsIn(result));

    /// <summary>Every fault and its place in the body.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="at">A pointer to what was looked at.</param>
    public static IEnumerable<Fault> FaultsIn(ValidationResult result, string at = "#") => result.Errors.Select(
        error => new Fault(error.ErrorCode, error.ErrorMessage, at + PointerTo(error.PropertyName)));

    // `Change.Tags[2]` is /change/tags/2.
    private static string PointerTo(string property) => property.Length == 0
        ? ""
        : "/" + string.Join('/', property.TrimEnd(']').Split('.', '[').Select(NameOf));

    private static string NameOf(string part) => JsonNamingPolicy.CamelCase.ConvertName(part.TrimEnd(']'));
}
