namespace DetectionApi.Domain.Rules;

/// <summary>A detection rule with all its versions.</summary>
/// <param name="Id">The publisher's id; the same for every version.</param>
/// <param name="Name">What analysts call it.</param>
/// <param name="Description">What it detects and why that matters.</param>
/// <param name="DefaultVersion">The version that is active until somebody chooses another one.</param>
/// <param name="Versions">In ascending order.</param>
public sealed record Rule(
    string Id, string Name, string Description, int DefaultVersion, IReadOnlyList<RuleVersion> Versions)
{
    /// <summary>The version of that number, if there is one.</summary>
    public RuleVersion? Find(int version) => Versions.FirstOrDefault(v => v.Version == version);
}
