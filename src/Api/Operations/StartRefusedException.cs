using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>The service will not start as it is set; the message ends the sentence "not started: …".</summary>
internal sealed class StartRefusedException(string message) : Exception(message)
{
    /// <summary>Why the start was refused, if that is what the exception means; else null.</summary>
    public static string? ReasonIn(Exception e) => e switch
    {
        StartRefusedException => e.Message,
        OptionsValidationException options => string.Join("; ", options.Failures.Select(f => f.TrimEnd('.'))),
        IOException { InnerException: AddressInUseException } => e.Message.TrimEnd('.'),
        InvalidOperationException => e.Message.TrimEnd('.'),
        FormatException => e.Message.TrimEnd('.'),
        AggregateException { InnerException: { } inner } => ReasonIn(inner),
        _ => null,
    };
}
