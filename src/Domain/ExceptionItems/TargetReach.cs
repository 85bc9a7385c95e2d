using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What the targets are worth that an item may mean.</summary>
public static class TargetReach
{
    /// <summary>The worst class of target among those that the pattern may mean.</summary>
    public static TargetClass WorstOf(PathPattern target) => target.HasExactFileName
        ? TargetClasses.Of(target.FileName, sourceImage: null)
        : TargetClasses.WorstOf(name => PathPattern.Of(target.FileName).Matches(name));
}
