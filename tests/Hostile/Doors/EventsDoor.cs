using System.Text;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Events in plain JSON, and one at a time as rsyslog sends them.</summary>
internal sealed class EventsDoor : IDoor
{
    private const int EventsMax = 8;

    public string Name => "events";

    public int Share => 10;

    public HostileInput Make(Dice dice)
    {
        var documents = Enumerable.Range(0, dice.Between(0, EventsMax))
            .Select(_ => SomeDocument.Of(dice).ToString()).ToList();
        var isMany = dice.Chance(70);
        var text = !isMany ? SomeDocument.Of(dice).ToString() : dice.Roll(5) switch
        {
            0 => string.Join('\n', documents),
            1 => string.Concat(documents),
            2 => $"[{string.Join(",\r\n", documents)}",
            3 => $"\ufeff {string.Join(" \t\n", documents)}",
            _ => $"[{string.Join(',', documents)}]",
        };
        var packing = Packing.Of(ByteMutation.Some(Encoding.UTF8.GetBytes(text), dice), dice);
        var path = isMany || dice.Chance(30) ? "/api/v1/events" : dice.Roll(4) switch
        {
            0 => $"/{OddRequest.Escaped(OddText.Of(dice), dice)}/_doc",
            1 => $"/winlogbeat-8/_create/{OddRequest.Escaped(OddText.Of(dice), dice)}",
            2 => $"/{OddRequest.Escaped(OddText.Of(dice), dice)}/_doc/{OddRequest.Escaped(OddText.Of(dice), dice)}",
            _ => "/winlogbeat-8.17.0/_doc",
        };
        var request = new WireRequest(OddRequest.Method("POST", dice), path) { Body = packing.Bytes }
            .With("Content-Type", "application/json").With("Content-Encoding", packing.Encoding);
        if (dice.Chance(10)) OddRequest.Headers(request, dice);
        return new RequestInput(Name, request.ToBytes(), request.Method == "HEAD");
    }
}
