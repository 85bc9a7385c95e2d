using System.CommandLine;
using System.CommandLine.Parsing;
using DetectionApi.Benchmarks.Client;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Server;
using DetectionApi.Benchmarks.Siege;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>The commands of the program, and what they take.</summary>
internal static class BenchmarkCommands
{
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The beginning of all chance: the same seed gives the same corpus.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<double> Matches = new("--matches")
    {
        Description = $"The share of events that the rule matches, {CorpusPlan.MatchShareMax} at most.",
        DefaultValueFactory = _ => 0.0001,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object instead of a table.",
    };

    private static readonly Option<string?> NodeModules = new("--node-modules")
    {
        Description = "The folder node_modules with @duckdb/node-api; else node looks in NODE_PATH.",
    };

    public static RootCommand Root() => new("Measures the service, beside what is possible.")
    {
        Load(), Judge(), Bench(), Layouts(), Triage(), Exceptions(), Siege(), Attack(), Floor(),
    };

    private static Command Load()
    {
        var connections = new Option<int>("--connections")
        {
            Description = "How many connections post at the same time.",
            DefaultValueFactory = _ => 4,
        };
        var gzip = new Option<bool>("--gzip") { Description = "Compress the bodies, before the clock runs." };
        var events = new Option<long?>("--events") { Description = "How many events to send; else see --seconds." };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to send to the service, the floor not counted.",
            DefaultValueFactory = _ => 20,
        };
        var url = new Option<Uri?>("--url")
        {
            Description = "A service that runs already; else one is started.",
            CustomParser = AddressOf,
        };
        var noContext = new Option<bool>("--no-context") { Description = "Start it with the context store off." };
        var judgeEvents = new Option<int>("--judge-events")
        {
            Description = "How many events to judge in-process, by jq and by DuckDB; 0 for none.",
            DefaultValueFactory = _ => 100_000,
        };
        var load = new Command(
            "load",
            "Post a corpus to the service and to a server that discards it, in turns. What follows -- are settings of "
            + "the service.")
        {
            Seed, Matches, connections, gzip, events, seconds, url, noContext, judgeEvents, NodeModules, Json,
        };
        load.TreatUnmatchedTokensAsErrors = false;
        load.SetAction((parsed, cancellationToken) => RunAsync(() => LoadCommand.RunAsync(
            new LoadOptions
            {
                Seed = parsed.GetValue(Seed),
                MatchShare = Math.Clamp(parsed.GetValue(Matches), 0, CorpusPlan.MatchShareMax),
                Connections = Math.Max(1, parsed.GetValue(connections)),
                Gzip = parsed.GetValue(gzip),
                Events = parsed.GetValue(events),
                Time = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Url = parsed.GetValue(url),
                KeepsContext = !parsed.GetValue(noContext),
                Json = parsed.GetValue(Json),
                JudgeEvents = parsed.GetValue(judgeEvents),
                NodeModules = parsed.GetValue(NodeModules),
                ServiceSettings = [.. parsed.UnmatchedTokens],
            },
            cancellationToken)));
        return load;
    }

    private static Uri? AddressOf(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address)) return address;

        argument.AddError($"'{argument.Tokens[0].Value}' is no address such as http://127.0.0.1:9280");
        return null;
    }

    private static Command Judge()
    {
        var events = new Option<int>("--events")
        {
            Description = "How many events the file has.",
            DefaultValueFactory = _ => 200_000,
        };
        var judge = new Command("judge", "Judge a file on one thread: in-process, by DuckDB and by jq.")
        {
            Seed, Matches, events, NodeModules, Json,
        };
        judge.SetAction((parsed, cancellationToken) => RunAsync(() => JudgeCommand.RunAsync(
            new CorpusPlan(parsed.GetValue(Seed), Math.Clamp(parsed.GetValue(Matches), 0, CorpusPlan.MatchShareMax)),
            parsed.GetValue(events), parsed.GetValue(NodeModules), parsed.GetValue(Json), cancellationToken)));
        return judge;
    }

    private static Command Bench()
    {
        var bench = new Command("bench", "Measure what an event costs that no rule matches: time and allocated bytes.");
        bench.SetAction(_ => SilentEventBenchmark.Run());
        return bench;
    }

    private static Command Layouts()
    {
        var events = new Option<int>("--events")
        {
            Description = "How many events the corpus has; somewhat more than half of them are kept.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each layout is measured; the best number counts.",
            DefaultValueFactory = _ => 2,
        };
        var only = new Option<string>("--only")
        {
            Description = "Only layouts with this in their names.",
            DefaultValueFactory = _ => "",
        };
        var layouts = new Command("layouts", "Measure the layouts that the context store could have.")
        {
            Seed, events, rounds, only, Json,
        };
        layouts.SetAction(parsed => LayoutsCommand.Run(
            new CorpusPlan(parsed.GetValue(Seed), 0), parsed.GetValue(events), parsed.GetValue(rounds),
            parsed.GetValue(only)!, parsed.GetValue(Json)));
        return layouts;
    }

    private static Command Triage()
    {
        var few = new Option<long>("--few")
        {
            Description = "How many alerts the small store has.",
            DefaultValueFactory = _ => 10_000,
        };
        var many = new Option<long>("--many")
        {
            Description = "How many alerts the large store has.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each question is asked of each store.",
            DefaultValueFactory = _ => 100,
        };
        var folder = new Option<string?>("--folder")
        {
            Description = "Where the stores are made, and left for the next run; else they are deleted.",
        };
        var triage = new Command("triage", "Ask for lists and counts over many alerts and over few, in turns.")
        {
            few, many, rounds, folder, Json,
        };
        triage.SetAction((parsed, cancellationToken) => RunAsync(() => TriageCommand.RunAsync(
            parsed.GetValue(few), parsed.GetValue(many), parsed.GetValue(rounds), parsed.GetValue(folder),
            parsed.GetValue(Json), cancellationToken)));
        return triage;
    }

    private static Command Siege()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each attack lasts, and the quiet before it.",
            DefaultValueFactory = _ => 15,
        };
        var siege = new Command(
            "siege",
            "Attack the service in every way there is while a shipper goes on posting, and ask what that costs it.")
        {
            seconds, Json,
        };
        siege.SetAction((parsed, cancellationToken) => RunAsync(() => SiegeCommand.RunAsync(
            TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(Json), cancellationToken)));
        return siege;
    }

    private static Command Attack()
    {
        var kind = new Argument<AttackKind>("KIND");
        var url = new Option<Uri>("--url") { Required = true, CustomParser = AddressOf };
        var key = new Option<string>("--key") { Required = true };
        var attack = new Command(AttackerProcess.Command, "Attack until the end of the process.") { kind, url, key };
        attack.Hidden = true;
        attack.SetAction((parsed, cancellationToken) => new Attacker(
            parsed.GetRequiredValue(url), parsed.GetRequiredValue(key)).RunAsync(
                parsed.GetValue(kind), cancellationToken));
        return attack;
    }

    private static Command Exceptions()
    {
        var items = new Option<int>("--items")
        {
            Description = "How many items are in force.",
            DefaultValueFactory = _ => 10_000,
        };
        var events = new Option<int>("--events")
        {
            Description = "How many matching events a round has.",
            DefaultValueFactory = _ => 10_000,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each is measured; the middle counts.",
            DefaultValueFactory = _ => 7,
        };
        var exceptions = new Command(
            "exceptions", "Measure what matching events cost while many exception items are in force, and without.")
        {
            items, events, rounds,
        };
        exceptions.SetAction((parsed, cancellationToken) => RunAsync(() => ExceptionsCommand.RunAsync(
            parsed.GetValue(items), parsed.GetValue(events), parsed.GetValue(rounds), cancellationToken)));
        return exceptions;
    }

    private static Command Floor()
    {
        var urls = new Option<string>("--urls") { DefaultValueFactory = _ => "http://127.0.0.1:9281" };
        var floor = new Command(FloorServer.Command, "Read bodies and discard them.") { urls };
        floor.Hidden = true;
        floor.SetAction((parsed, _) => FloorServer.RunAsync(parsed.GetValue(urls)!));
        return floor;
    }

    private static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (LoadFailedException e)
        {
            await Console.Error.WriteLineAsync($"\n{e.Message}");
            return 1;
        }
    }
}
