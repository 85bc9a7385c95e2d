using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Puts together what decides who comes in.</summary>
internal static class AccessRegistration
{
    public static void AddAccess(this IServiceCollection services)
    {
        AccessOptions.Check(
            services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateOnStart());
        OpenIdConnectOptions.Check(services.AddOptions<OpenIdConnectOptions>()
            .BindConfiguration(OpenIdConnectOptions.Section).ValidateOnStart());
        services.AddSingleton<LoopbackGuard>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ClientCertificates>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyMaker>();
        services.AddHostedService<KeyRingKeeper>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<Authenticator>();
        services.AddAuthentication().AddJwtBearer();

        // It comes along and keeps cookies' keys in the user's home, which may not be there: there are no cookies.
        foreach (var keeper in services.Where(IsKeeperOfCookieKeys).ToList()) services.Remove(keeper);
        services.AddAccessDocumentation();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<OpenIdConnectOptions>>((bearer, settings) => Describe(bearer, settings.Value));
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<AccessOptions>>((forwarded, access) => Describe(forwarded, access.Value));
    }

    /// <summary>Believes what the proxies of the settings say of whom they speak for, and nobody else.</summary>
    public static void UseProxies(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<AccessOptions>>().Value.Proxies.Count > 0)
            app.UseForwardedHeaders();
    }

    private static bool IsKeeperOfCookieKeys(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Name == "DataProtectionHostedService";

    private static void Describe(JwtBearerOptions bearer, OpenIdConnectOptions settings)
    {
        if (!settings.IsOn) return;

        bearer.Authority = settings.Authority;
        bearer.Audience = settings.Audience;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters.ClockSkew = TokenReader.ClockSkew;

        // Only an issuer on this computer may do without TLS; the settings are refused otherwise.
        bearer.RequireHttpsMetadata = !new Uri(settings.Authority!).IsLoopback;
    }

    private static void Describe(ForwardedHeadersOptions forwarded, AccessOptions access)
    {
        forwarded.ForwardedHeaders =
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in access.Proxies)
            if (AccessOptions.NetworkOf(proxy) is { } network) forwarded.KnownIPNetworks.Add(network);
        forwarded.ForwardLimit = null;
    }
}
