using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Triage;

/// <summary>What was done to stop what an alert shows. Routes first, then their handlers in the same order.</summary>
internal static class ContainmentEndpoints
{
    public static void MapContainment(this RouteGroupBuilder alerts)
    {
        alerts.MapGet("/{id}/containment", ListContainment)
            .WithName("ListContainment")
            .WithSummary("Lists what was done to stop what an alert shows, and what of it was undone, newest last.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .WithQuery(AlertEndpoints.PageParameters)
            .WithExamples(response: TriageExamples.Containment)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapPost("/{id}/containment", AddContainment)
            .WithName("AddContainment")
            .WithSummary("Records what was done to stop what an alert shows.")
            .WithDescription("The service records it and does nothing itself.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .TakesIdempotencyKey(Actor.Of)
            .WithHeader(Actor.Described)
            .WithExamples(TriageExamples.NewContainmentStep, TriageExamples.ContainmentStep)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        alerts.MapPost("/{id}/containment/{stepId:long}/reverse", ReverseContainment)
            .WithName("ReverseContainment")
            .WithSummary("Records that a step of containment was undone.")
            .WithDescription("Once: who did it first, and when, stays.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .WithPath("stepId", "The step's number.")
            .TakesIdempotencyKey(Actor.Of)
            .WithHeader(Actor.Described)
            .WithExamples(response: TriageExamples.ReversedStep)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ListResponse<ContainmentStepResponse>>, ProblemHttpResult>> ListContainment(
        string id, HttpRequest request, AlertStore alerts, AlertNotes notes, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (limit, after) = (reader.Limit(), reader.NumberBefore());
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await alerts.FindAsync(id, cancellationToken) is null) return AlertEndpoints.NoAlert(id);

        var page = await notes.ContainmentAsync(id, after, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<ContainmentStepResponse>(
            [.. page.Items.Select(ContainmentStepResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Id)) : null));
    }

    private static async Task<Results<Created<ContainmentStepResponse>, ProblemHttpResult>> AddContainment(
        string id, NewContainmentStep body, HttpContext context, AlertStore alerts, AlertNotes notes,
        TimeProvider time, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(id, cancellationToken) is null) return AlertEndpoints.NoAlert(id);
        if (new NewContainmentStepValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);

        var step = new ContainmentStep
        {
            AlertId = id,
            Action = body.Action!.Value,
            Note = body.Note?.Trim(),
            At = time.GetUtcNow(),
            Actor = Actor.Of(context),
        };
        await notes.AddAsync(
            step, context.Remember<ContainmentStep>(StatusCodes.Status201Created, ContainmentStepResponse.Of),
            cancellationToken);
        return TypedResults.Created((string?)null, ContainmentStepResponse.Of(step));
    }

    private static async Task<Results<Ok<ContainmentStepResponse>, ProblemHttpResult>> ReverseContainment(
        string id, long stepId, HttpContext context, AlertNotes notes, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (step, isDone) = await notes.ReverseAsync(
            id, stepId, new Doing(Actor.Of(context), time.GetUtcNow()),
            context.Remember<ContainmentStep>(StatusCodes.Status200OK, ContainmentStepResponse.Of), cancellationToken);
        if (step is null) return Problems.NotFound($"Alert {id} has no step {stepId}.");
        if (isDone) return TypedResults.Ok(ContainmentStepResponse.Of(step));

        return Problems.Unprocessable(new Fault(
            "already-reversed", $"The step was undone before, by {step.ReversedBy}."));
    }
}
