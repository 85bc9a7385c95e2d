using System.Text;
using DetectionApi.Hostile.Doors;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Running;

/// <summary>Tries inputs one after another, over a connection of its own.</summary>
/// <param name="service">Where they go.</param>
/// <param name="doors">Where they go in.</param>
/// <param name="seed">What they are made of.</param>
/// <param name="tally">Counts them.</param>
internal sealed class Trial(HostileService service, DoorList doors, ulong seed, Tally tally) : IDisposable
{
    private const int ShownMax = 1500;

    /// <summary>How long an input may take.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WireConnection _connection = new(service.EndPoint);

    /// <summary>Tries the input of that number.</summary>
    public async Task RunAsync(int number)
    {
        var input = doors.Make(seed, number);
        var started = TimeProvider.System.GetTimestamp();
        var fault = await FaultOfAsync(input);
        tally.Took(number, TimeProvider.System.GetElapsedTime(started), TimeMax);
        if (fault is not null)
            tally.Fault($"seed {seed}, input {number} ({input.Door}): {Cut(fault)}\n{Cut(Shown(input))}");
    }

    /// <summary>Tries it alone, and says how long it takes at best.</summary>
    public async Task<TimeSpan> BestTimeAsync(int number, int times)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < times && best > TimeMax; i++)
        {
            var input = doors.Make(seed, number);
            var started = TimeProvider.System.GetTimestamp();
            await FaultOfAsync(input);
            var time = TimeProvider.System.GetElapsedTime(started);
            if (time < best) best = time;
        }

        return best;
    }

    /// <summary>The input as a report shows it.</summary>
    public string Show(int number) => Cut(Shown(doors.Make(seed, number)));

    public void Dispose() => _connection.Dispose();

    private async Task<string?> FaultOfAsync(HostileInput input)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return input switch
            {
                RequestInput request => await AskAsync(request, patience.Token),
                ShoutInput shout => await ShoutAsync(shout, patience.Token),
                CallInput call => Call(call),
                _ => throw new InvalidOperationException(input.Door),
            };
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Patience}";
        }
    }

    private async Task<string?> AskAsync(RequestInput request, CancellationToken cancellationToken)
    {
        var answer = await _connection.AskAsync(request.Bytes, request.IsHead, cancellationToken);
        tally.Count(request.Door, $"{answer.Status}");
        if (AnswerCheck.FaultOf(answer, request.IsHead) is { } fault) return fault;
        if (request.Items is not { } items || answer.Status != 200) return null;

        var given = AnswerCheck.ItemsIn(answer);
        return given == items ? null : $"{items} actions, and {given} items: {answer.Text}";
    }

    private async Task<string?> ShoutAsync(ShoutInput shout, CancellationToken cancellationToken)
    {
        var answers = await _connection.ShoutAsync(shout.Bytes, cancellationToken);
        tally.Count(shout.Door, answers.Count == 0 ? "silence" : $"{answers[0].Status}");

        // Whoever says that no more comes may be taken for gone, and gets no more than the head.
        return answers.Select(answer => AnswerCheck.FaultOf(answer, isHead: answer.Body.Length == 0))
            .FirstOrDefault(fault => fault is not null);
    }

    private string? Call(CallInput call)
    {
        try
        {
            var fault = call.Run();
            tally.Count(call.Door, fault is null ? "well" : "wrong");
            return fault;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            tally.Count(call.Door, "thrown");
            return e.ToString();
        }
    }

    private static string Shown(HostileInput input) => input switch
    {
        RequestInput request => Encoding.Latin1.GetString(request.Bytes),
        ShoutInput shout => Encoding.Latin1.GetString(shout.Bytes),
        CallInput call => call.Shown,
        _ => "",
    };

    private static string Cut(string text) => text.Length <= ShownMax ? text : $"{text[..ShownMax]}… ({text.Length})";
}
