namespace DetectionApi.Domain.Rules;

/// <summary>A tactic or a technique of a threat framework.</summary>
/// <param name="Id">Such as <c>TA0005</c> or <c>T1055</c>.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Reference">Its page.</param>
public sealed record ThreatEntry(string Id, string Name, string Reference);

/// <summary>What the rule detects, in the words of a threat framework.</summary>
/// <param name="Framework">Such as <c>MITRE ATT&amp;CK</c>.</param>
/// <param name="Tactic">What the attacker wants.</param>
/// <param name="Techniques">How he does it.</param>
public sealed record Threat(string Framework, ThreatEntry Tactic, IReadOnlyList<ThreatEntry> Techniques);
