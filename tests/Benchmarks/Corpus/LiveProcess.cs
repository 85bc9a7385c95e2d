namespace DetectionApi.Benchmarks.Corpus;

/// <summary>A process of one batch.</summary>
/// <param name="Index">Its number in the batch; resident processes have the same number in all batches.</param>
/// <param name="Program">What it runs.</param>
/// <param name="Parent">Who started it; null if it was there first.</param>
/// <param name="CommandLine">How it was started.</param>
/// <param name="Start">When it starts, 0 to 1 within the batch.</param>
/// <param name="End">When it ends.</param>
internal sealed record LiveProcess(
    int Index, ProgramFile Program, LiveProcess? Parent, string CommandLine, double Start, double End)
{
    /// <summary>True if it lives as long as its computer is watched.</summary>
    public bool IsResident => Index < Programs.Resident.Length;

    /// <summary>Whose it is.</summary>
    public string User => IsResident && Index < 4 ? @"NT AUTHORITY\SYSTEM" : @"CORP\j.doe";
}
