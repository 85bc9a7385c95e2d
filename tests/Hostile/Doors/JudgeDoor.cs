using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Support;

namespace DetectionApi.Hostile.Doors;

/// <summary>Events as the detector reads, normalises and judges them.</summary>
internal sealed class JudgeDoor : IDoor
{
    private const int DepthMax = 64;
    private const int ValuesMax = 65_536;

    private static readonly Detector Detector = new([Some.Active(316), Some.Active(3)], keepsContext: true);
    private static readonly RuleSelection Rules = Detector.RulesFor(null);

    public string Name => "judge";

    public int Share => 15;

    public HostileInput Make(Dice dice)
    {
        var document = ByteMutation.Some(Encoding.UTF8.GetBytes(SomeDocument.Of(dice).ToString()), dice);
        return new CallInput(Name, Encoding.UTF8.GetString(document), () => Judge(document));
    }

    private static string? Judge(byte[] document)
    {
        var verdict = Detector.Judge(document, Rules, Detector.NewBuffer(), Some.Later, new ContextChunk());
        var isEvent = IsEvent(document);
        if (verdict.Unreadable is not { } reason)
        {
            foreach (var match in verdict.Matches)
                if (match.Rule.Version.RiskScore == 0) return "a match without a score";

            return isEvent ? null : "it is no event, and was read as one";
        }

        return isEvent && document.Length < ValuesMax ? $"it is an event, and was not read: {reason}"
            : reason.Length is 0 or > 400 ? $"a reason of {reason.Length} characters"
            : null;
    }

    // As the library reads JSON, and not our own reader.
    private static bool IsEvent(byte[] document)
    {
        try
        {
            var json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = DepthMax });
            if (!json.Read() || json.TokenType is not JsonTokenType.StartObject) return false;
            while (json.Read()) continue;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
