namespace DetectionApi.Hostile;

/// <summary>Tests that measure the memory of the whole process: none runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
