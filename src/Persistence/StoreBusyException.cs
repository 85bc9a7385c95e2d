namespace DetectionApi.Persistence;

/// <summary>So many batches wait to be stored that another one would wait too long. Nothing of it is stored.</summary>
public sealed class StoreBusyException() : Exception("Too many batches wait to be stored.");
