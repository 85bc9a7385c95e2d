using System.Reflection;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>The known attacks that come with the service.</summary>
/// <remarks>
/// They are kept as the events that a shipper would send, a line each in <c>canaries.ndjson</c>, and read as every
/// event is. None was recorded anywhere. The list has a <see cref="Version"/>, which changes whenever it does.
/// </remarks>
public static class Canaries
{
    /// <summary>The version of the list, as the date of its last change and which one it was of that day.</summary>
    public const string Version = "2026-11-22.2";

    private const string File = "ExceptionItems/canaries.ndjson";

    /// <summary>Every known attack.</summary>
    public static IReadOnlyList<Canary> All { get; } = Read();

    /// <summary>The events of the list, by the ids of the attacks.</summary>
    internal static IEnumerable<(string Id, string Title, byte[] Document)> Documents()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"There is no file {File}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var attack = JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!;
            yield return (attack.Id, attack.Title, JsonSerializer.SerializeToUtf8Bytes(attack.Event));
        }
    }

    private static List<Canary> Read()
    {
        var normaliser = new Normaliser([.. EnvelopeReader.Fields, .. ObservedAccessReader.Fields]);
        var envelopes = new EnvelopeReader(normaliser.Fields);
        var accesses = new ObservedAccessReader(normaliser.Fields);
        var buffer = new EventBuffer(normaliser.Fields);
        var canaries = new List<Canary>();
        foreach (var (id, title, document) in Documents())
        {
            if (!buffer.TryRead(document, out var view, out var reason))
                throw new InvalidOperationException($"{File}, {id}: {reason}");

            normaliser.Apply(view);
            canaries.Add(new Canary(id, title, AccessOf(envelopes.Read(view), accesses.Read(view))));
        }

        return canaries;
    }

    // The event itself tells of the signature.
    private static CandidateAccess AccessOf(EventEnvelope envelope, ObservedAccess access) => new(
        ruleId: "", envelope.At ?? default, envelope.Host,
        access.Source with { Signer = access.Source.Signer with { FoundBy = SignerFoundBy.Event } },
        access.Target.Image, access.Mask?.Classes, access.FirstFrame, access.Shape.Text);

    private sealed record Line(string Id, string Title, JsonElement Event);
}
