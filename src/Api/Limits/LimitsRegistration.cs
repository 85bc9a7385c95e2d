using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Limits;

/// <summary>Puts together what keeps one from taking the place of all.</summary>
internal static class LimitsRegistration
{
    public static void AddLimits(this IServiceCollection services)
    {
        RateOptions.Check(
            services.AddOptions<RateOptions>().BindConfiguration(RateOptions.Section).ValidateOnStart());
        ConnectionOptions.Check(
            services.AddOptions<ConnectionOptions>().BindConfiguration(ConnectionOptions.Section).ValidateOnStart());
        services.AddSingleton<RequestRates>();
        services.AddSingleton<ReadPlaces>();
        services.AddSingleton<RepeatedLines>();
        services.AddHostedService(provider => provider.GetRequiredService<RepeatedLines>());
        services.AddSingleton<AddressConnections>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConnectionLimits>();
    }
}
