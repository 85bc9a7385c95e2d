using DetectionApi.Api.Access;
using DetectionApi.Persistence.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Lets whatever a request changes leave its line, along with who sent it.</summary>
internal static class RequestAudit
{
    public static IApplicationBuilder UseRequestAudit(this IApplicationBuilder app)
    {
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        return app.Use(async (context, next) =>
        {
            if (ChangingRoutes.NameOf(context.Request, context.GetEndpoint()) is not { } operation)
            {
                await next(context);
                return;
            }

            var caller = Callers.Of(context);
            using var scope = AuditScope.Open(
                new AuditOrigin(
                    caller.Actor, operation, caller.KeyId, Callers.FromOf(context), context.TraceIdentifier),
                time);
            await next(context);
        });
    }
}
