using System.Security.Claims;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Who holds a token of the OpenID Connect issuer. The framework verifies it.</summary>
internal sealed class TokenReader(IOptions<OpenIdConnectOptions> options, TimeProvider time)
{
    /// <summary>By how much the issuer's clock may differ from this one.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Who sends the request, by the token in its header.</summary>
    public async Task<Authentication> ReadAsync(HttpContext context)
    {
        var settings = options.Value;
        if (!settings.IsOn)
            return new Authentication(
                null, "tokens-not-taken",
                "No tokens are taken here: send an access key, or let OpenIdConnect:Authority name the issuer.");

        var read = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        // The framework reads a token once a request, and a request may last.
        if (read.Principal is not { } holder || read.Properties?.ExpiresUtc + ClockSkew < time.GetUtcNow())
            return new Authentication(
                null, "token-refused",
                "The token is not valid here: it must be the issuer's, made out for this service, and not ended.");

        if (ActorName.Of(holder.FindFirstValue(settings.ActorClaim) ?? holder.FindFirstValue("sub")) is not { } actor
            || ActorName.IsReserved(actor))
            return new Authentication(
                null, "token-unnamed", $"The token names nobody: it needs a claim {settings.ActorClaim}.");

        var claimed = holder.FindAll(settings.RolesClaim).Select(claim => claim.Value).ToHashSet();
        Role[] roles =
        [
            .. from mapping in settings.Roles
               where claimed.Contains(mapping.Value)
               select Words.TryParse<Role>(mapping.Role, out var role) ? role : default,
        ];
        return Authentication.Of(new Caller(actor, null, [.. roles.Distinct()], null));
    }
}
