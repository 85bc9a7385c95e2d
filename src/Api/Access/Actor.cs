using DetectionApi.Api.Http;
using DetectionApi.Domain.Access;

namespace DetectionApi.Api.Access;

/// <summary>Who makes a change.</summary>
internal static class Actor
{
    private const string Header = "X-Actor";

    /// <summary>The header as the OpenAPI document describes it.</summary>
    public static readonly RequestHeader Described = new(
        Header,
        $"Who makes the change, for the record, while nobody needs a key; `{ActorName.Local}` unless given. With a key "
        + "or token it is their owner, whatever this says.");

    /// <summary>The header as it is described, with somebody's name for an example.</summary>
    public static RequestHeader DescribedAs(string example) => Described with { Example = example };

    /// <summary>In whose name the request is sent.</summary>
    public static string Of(HttpContext context) => Callers.Of(context).Actor;

    /// <summary>Refuses whoever calls himself by the name under which the service itself acts.</summary>
    public static IApplicationBuilder UseActorGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        Callers.Find(context) is { } caller && ActorName.IsReserved(caller.Actor)
            ? Problems.BadRequest(new Fault(
                "actor-reserved", $"Under the name {ActorName.System} only the service itself acts.", null, Header))
                .ExecuteAsync(context)
            : next(context));
}
