using DetectionApi.Domain.Access;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>What a token says, and which role that gives.</summary>
internal sealed class RoleMapping
{
    /// <summary>A value of the claim of the roles, compared with its case.</summary>
    public string Value { get; init; } = "";

    /// <summary>The role, as its word.</summary>
    public string Role { get; init; } = "";
}

/// <summary>Whose tokens are taken beside access keys. Bound from the section <c>OpenIdConnect</c>.</summary>
internal sealed class OpenIdConnectOptions
{
    public const string Section = "OpenIdConnect";

    /// <summary>The issuer, who tells his keys at <c>/.well-known/openid-configuration</c>; null for none.</summary>
    public string? Authority { get; init; }

    /// <summary>For whom tokens must be made out, usually this service's client id.</summary>
    public string? Audience { get; init; }

    /// <summary>The claim in whose name the holder acts.</summary>
    /// <value>The default is <c>preferred_username</c>.</value>
    public string ActorClaim { get; init; } = "preferred_username";

    /// <summary>The claim that lists roles or groups.</summary>
    /// <value>The default is <c>roles</c>.</value>
    public string RolesClaim { get; init; } = "roles";

    /// <summary>Which of its values gives which role. A holder of none may do nothing.</summary>
    public IReadOnlyList<RoleMapping> Roles { get; init; } = [];

    /// <summary>True if tokens are taken.</summary>
    public bool IsOn => Authority is not null;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<OpenIdConnectOptions> options) => options
        .Validate(
            o => o.Authority is null || (Uri.TryCreate(o.Authority, UriKind.Absolute, out var authority)
                && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp
                    && authority.IsLoopback))),
            "OpenIdConnect:Authority must be an https:// address, such as https://login.example.org/realms/soc")
        .Validate(
            o => o.Authority is null == string.IsNullOrEmpty(o.Audience),
            "OpenIdConnect:Authority and OpenIdConnect:Audience go together: a token of somebody else's must not do")
        .Validate(
            o => o.Authority is null || o.Roles.Count > 0,
            "OpenIdConnect:Roles must say which value gives which role, or no token could do anything")
        .Validate(
            o => o.Roles.All(mapping => mapping.Value.Length > 0 && Words.TryParse<Role>(mapping.Role, out _)),
            $"OpenIdConnect:Roles:0:Value and :Role must be a value and one of {string.Join(", ", Words.All<Role>())}");
}
