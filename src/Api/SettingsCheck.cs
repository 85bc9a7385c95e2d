using System.Reflection;
using DetectionApi.Api.Access;
using DetectionApi.Api.AlertStream;
using DetectionApi.Api.ExceptionItems;
using DetectionApi.Api.Ingest;
using DetectionApi.Api.Investigation;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Operations;
using DetectionApi.Api.Webhooks;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace DetectionApi.Api;

/// <summary>Finds settings that nobody reads: a misspelt one would be a wish that silently does not hold.</summary>
internal static class SettingsCheck
{
    private static readonly Dictionary<string, Type> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        [AccessOptions.Section] = typeof(AccessOptions),
        [ConnectionOptions.Section] = typeof(ConnectionOptions),
        [ContextOptions.Section] = typeof(ContextOptions),
        [CrossOriginOptions.Section] = typeof(CrossOriginOptions),
        [ExceptionOptions.Section] = typeof(ExceptionOptions),
        [IngestOptions.Section] = typeof(IngestOptions),
        [InvestigationOptions.Section] = typeof(InvestigationOptions),
        [OpenIdConnectOptions.Section] = typeof(OpenIdConnectOptions),
        [RateOptions.Section] = typeof(RateOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [StreamOptions.Section] = typeof(StreamOptions),
        [WebhookOptions.Section] = typeof(WebhookOptions),
    };

    // What the framework reads.
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts", "Logging", "Kestrel", "urls", "environment", "contentRoot",
        "applicationName", "shutdownTimeoutSeconds", "webroot", "detailedErrors", "preferHostingUrls",
    };

    /// <summary>Refuses the start if there is such a setting.</summary>
    /// <remarks>
    /// The environment holds everybody's variables and the host adds its own: of these only our sections are looked at.
    /// </remarks>
    public static void Run(string[] args, IConfigurationRoot configuration)
    {
        if (StrayWord(args) is { } stray)
            throw new StartRefusedException(
                $"'{stray}' is no command and no setting with a value; settings are written --Section:Name value, and "
                + "--help lists the commands");

        foreach (var (section, options) in Ours) CheckSection(configuration.GetSection(section), options);

        var written = configuration.Providers
            .Where(provider => provider is CommandLineConfigurationProvider or JsonConfigurationProvider);
        foreach (var provider in written)
            foreach (var key in provider.GetChildKeys([], parentPath: null))
                if (!Ours.ContainsKey(key) && !Frameworks.Contains(key))
                    throw Unknown(key, Ours.Keys);
    }

    private static void CheckSection(IConfigurationSection section, Type options)
    {
        if (section.Value is { Length: > 0 } value)
            throw new StartRefusedException($"{section.Path} is a section and takes no value such as '{value}'");

        var known = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite).ToList();
        foreach (var setting in section.GetChildren())
        {
            var property = known.Find(p => p.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw Unknown(setting.Path, known.Select(p => $"{section.Path}:{p.Name}"));
            if (property.PropertyType is { IsGenericType: true } list && Nullable.GetUnderlyingType(list) is null)
                CheckList(setting, list.GetGenericArguments()[0]);
        }
    }

    private static void CheckList(IConfigurationSection list, Type element)
    {
        if (list.Value is { Length: > 0 } value)
            throw new StartRefusedException($"{list.Path} is a list: its first entry is written {list.Path}:0 {value}");
        if (element.Namespace?.StartsWith(nameof(DetectionApi), StringComparison.Ordinal) is not true) return;

        foreach (var item in list.GetChildren()) CheckSection(item, element);
    }

    // Neither a setting nor the value of one, or a setting without a value.
    private static string? StrayWord(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].Contains('=')) continue;
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) return args[i];

            // What follows is its value, unless it is the next setting.
            var setting = args[i++];
            if (i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal)) return setting;
        }

        return null;
    }

    private static StartRefusedException Unknown(string path, IEnumerable<string> known) =>
        new($"there is no setting {path}; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
}
