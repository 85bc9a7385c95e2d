using DetectionApi.Domain.ExceptionItems;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What is asked of exception items. Bound from the section <c>Exceptions</c>.</summary>
internal sealed class ExceptionOptions
{
    public const string Section = "Exceptions";

    private const int DaysGreatest = 3650;

    /// <summary>For how many days an item may hold before somebody looks at it again.</summary>
    /// <value>The default is 90.</value>
    public int DaysMax { get; init; } = 90;

    /// <summary>Whether items for all hosts are approved by somebody who did not write them.</summary>
    /// <value>The default is true.</value>
    public bool ApproveAllHosts { get; init; } = true;

    /// <summary>Whether items for credential stores are.</summary>
    /// <value>The default is true.</value>
    public bool ApproveCredentialTargets { get; init; } = true;

    /// <summary>Whether every item is.</summary>
    public bool ApproveEverything { get; init; }

    /// <summary>The same as the domain says it.</summary>
    public ExceptionPolicy Policy => new(DaysMax, ApproveAllHosts, ApproveCredentialTargets, ApproveEverything);

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<ExceptionOptions> options) => options.Validate(
        o => o.DaysMax is >= 1 and <= DaysGreatest, $"Exceptions:DaysMax must lie between 1 and {DaysGreatest}");
}
