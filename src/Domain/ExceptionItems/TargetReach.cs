using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What the targets are worth that an item may mean.</summary>
public static class TargetReach
{
    /// <summary>The worst class of target among those that the pattern may mean.</summary>
    public static TargetClass WorstOf(PathPattern target) => ClassesOf(target).Min();

    /// <summary>True if the item may mean that code is put into one of Windows' own processes.</summary>
    internal static bool MeansInjection(ExceptionTerms terms) =>
        InjectionTargets.MayBeChangedBy(terms.Classes)
        && terms.TargetImage is { } target
        && PathPattern.Of(PathPattern.Of(target).FileName) is var name
        && InjectionTargets.Names.Any(name.Matches);

    /// <summary>Every class of target that the pattern may mean; <see cref="TargetClass.Other"/> for none.</summary>
    internal static IReadOnlySet<TargetClass> ClassesOf(PathPattern target) => target.HasExactFileName
        ? new HashSet<TargetClass> { TargetClasses.Of(target.FileName, sourceImage: null) }
        : TargetClasses.AmongThose(name => PathPattern.Of(target.FileName).Matches(name));
}
