using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>
/// A way of one program to open another, wherever and whenever it happens: source, target, access classes and the first
/// frame of the call trace.
/// </summary>
/// <remarks>
/// Counts, recurrence and exceptions hang on it. Of the call trace only the first frame is part of it, which is what
/// the rule is about: the frames behind it differ from call to call of one tool, and what it does is still one
/// behaviour.
/// Paths are folded by <see cref="WindowsPath.Fold"/>.
/// </remarks>
/// <param name="Source">The path of the accessing program; empty if the event does not say.</param>
/// <param name="Target">The path of the program that was opened; empty if the event does not say.</param>
/// <param name="Classes">What the granted rights are good for; null if the mask could not be read.</param>
/// <param name="FirstFrame">The kind of the first frame and, if a file backs it, the file's path.</param>
public sealed record AccessPattern(string Source, string Target, AccessClasses? Classes, string FirstFrame)
{
    /// <summary>
    /// The pattern's name: the <see cref="Fingerprint"/> of its parts as 32 lower-case hexadecimal digits.
    /// </summary>
    public string Id
    {
        get
        {
            var classes = Classes is { } known ? string.Join(',', Words.AllOf(known)) : "unreadable";
            return Fingerprint.Of([Source, Target, classes, FirstFrame]).ToString("x32");
        }
    }
}
