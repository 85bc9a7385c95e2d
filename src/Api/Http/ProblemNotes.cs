namespace DetectionApi.Api.Http;

/// <summary>Remembers what every problem says that is answered, and leaves the writing to the framework.</summary>
/// <remarks>The framework offers each problem to this service first, whoever made it.</remarks>
internal sealed class ProblemNotes : IProblemDetailsService
{
    public ValueTask WriteAsync(ProblemDetailsContext context) =>
        throw new NotSupportedException("Problems write themselves.");

    public ValueTask<bool> TryWriteAsync(ProblemDetailsContext context)
    {
        RefusalNote.Keep(context.HttpContext, Problems.NoteOf(context.ProblemDetails));
        return ValueTask.FromResult(false);
    }
}
