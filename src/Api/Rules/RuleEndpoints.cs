using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Rules;

/// <summary>Rules and how they are set. Routes first, then their handlers in the same order.</summary>
internal static class RuleEndpoints
{
    private const string RuleIdIs = "The publisher's id of the rule.";

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/rules").WithTags(Tags.Rules);

        rules.MapGet("/", ListRules)
            .WithName("ListRules")
            .WithSummary("Lists the rules with the version that is active.")
            .WithQuery([])
            .WithExamples(response: RuleExamples.List);

        rules.MapGet("/{ruleId}", GetRule)
            .WithName("GetRule")
            .WithSummary("Reads one rule with all its versions, their queries and their guides.")
            .WithPath("ruleId", RuleIdIs)
            .AnswersETag()
            .WithExamples(response: RuleExamples.Detail)
            .ProducesProblem(StatusCodes.Status404NotFound);

        rules.MapPatch("/{ruleId}", ChangeRule)
            .WithName("ChangeRule")
            .WithSummary("Chooses the active version of a rule, or switches it off and on.")
            .WithDescription(
                "Holds for the batches that arrive after the answer. Alerts that exist stay as they are. While a rule "
                + "is off, what it would have matched is not kept and cannot be recovered.")
            .WithPath("ruleId", RuleIdIs)
            .RequiresIfMatch()
            .WithHeader(Actor.Described)
            .WithExamples(RuleExamples.Change, RuleExamples.Detail)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<Ok<ListResponse<RuleResponse>>, ProblemHttpResult>> ListRules(
        HttpRequest request, RuleBook rules, CancellationToken cancellationToken)
    {
        if (new QueryReader(request.Query).Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var settings = await rules.SettingsAsync(cancellationToken);
        return TypedResults.Ok(new ListResponse<RuleResponse>(
            [.. settings.Select(s => RuleResponse.Of(s.Rule, s.Setting))], NextCursor: null));
    }

    private static async Task<Results<Ok<RuleDetailResponse>, ProblemHttpResult>> GetRule(
        string ruleId, HttpResponse response, RuleBook rules, CancellationToken cancellationToken)
    {
        if (await FindAsync(rules, ruleId, cancellationToken) is not var (rule, setting)) return NoRule(ruleId);

        response.SetTag(setting.Revision);
        return TypedResults.Ok(RuleDetailResponse.Of(rule, setting));
    }

    private static async Task<Results<Ok<RuleDetailResponse>, ProblemHttpResult>> ChangeRule(
        string ruleId, RuleChange change, HttpContext context, RuleBook rules, RuleSettingStore store,
        TimeProvider time, ILogger<RuleBook> log, CancellationToken cancellationToken)
    {
        if (await FindAsync(rules, ruleId, cancellationToken) is not var (rule, setting)) return NoRule(ruleId);
        if (Preconditions.Check(context.Request, setting.Revision) is { } refused) return refused;
        if (new RuleChangeValidator(rule).Validate(change) is { IsValid: false } faults)
            return Validation.Refuse(faults);

        var actor = Actor.Of(context);
        var changed = setting with
        {
            ActiveVersion = change.ActiveVersion ?? setting.ActiveVersion,
            IsEnabled = change.Enabled ?? setting.IsEnabled,
            Revision = setting.Revision + 1,
            ChangedAt = time.GetUtcNow(),
            ChangedBy = actor,
        };
        if (!await store.TrySaveAsync(changed, cancellationToken))
            return Problems.PreconditionFailed(
                "Somebody else changed the rule just now: read it again and repeat the change.");

        await rules.LoadAsync(CancellationToken.None);
        log.RuleChanged(actor, rule.Id, changed.ActiveVersion, changed.IsEnabled);
        context.Response.SetTag(changed.Revision);
        return TypedResults.Ok(RuleDetailResponse.Of(rule, changed));
    }

    private static async Task<(Rule Rule, RuleSetting Setting)?> FindAsync(
        RuleBook rules, string ruleId, CancellationToken cancellationToken)
    {
        foreach (var (rule, setting) in await rules.SettingsAsync(cancellationToken))
            if (rule.Id == ruleId) return (rule, setting);

        return null;
    }

    private static ProblemHttpResult NoRule(string ruleId) =>
        Problems.NotFound($"There is no rule {ruleId}; GET /api/v1/rules lists them.");
}
