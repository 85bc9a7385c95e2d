using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What the targets are worth that an item may mean.</summary>
public static class TargetReach
{
    /// <summary>The worst class of target among those that the pattern may mean.</summary>
    public static TargetClass WorstOf(PathPattern target) => ClassesOf(target).Min();

    /// <summary>Every class of target that the pattern may mean; <see cref="TargetClass.Other"/> for none.</summary>
    internal static IReadOnlySet<TargetClass> ClassesOf(PathPattern target) => target.HasExactFileName
        ? new HashSet<TargetClass> { TargetClasses.Of(target.FileName, sourceImage: null) }
        : TargetClasses.AmongThose(name => PathPattern.Of(target.FileName).Matches(name));
}
