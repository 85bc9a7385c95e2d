using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Rules;

namespace DetectionApi.BenchmarksTests;

/// <summary>What the load tool sends: if that is wrong, so is what it measures.</summary>
public sealed class CorpusTests
{
    // A computer's first batch, and later ones of the same computer and of others.
    private static readonly long[] Batches =
        [0, 1, 2, 3, 4, CorpusPlan.Hosts, CorpusPlan.Hosts + 1, 2 * CorpusPlan.Hosts];

    private static readonly EventCorpus Corpus = new(new CorpusPlan(7, 0.0008));

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_does_not()
    {
        var again = new BatchPrinter(new EventCorpus(new CorpusPlan(7, 0.0008)));
        var other = new BatchPrinter(new EventCorpus(new CorpusPlan(8, 0.0008)));

        foreach (var batch in Batches)
        {
            var expected = new BatchPrinter(Corpus).Print(batch).ToArray();
            Assert.Equal(expected, again.Print(batch).ToArray());
            Assert.NotEqual(expected, other.Print(batch).ToArray());
        }
    }

    [Fact]
    public void A_batch_is_what_Winlogbeat_sends()
    {
        foreach (var batch in Batches)
        {
            var lines = Encoding.UTF8.GetString(new BatchPrinter(Corpus).Print(batch).Span).Split('\n');

            Assert.Equal(2 * CorpusPlan.EventsPerBatch + 1, lines.Length);
            Assert.Equal("", lines[^1]);
            Assert.All(lines[..^1].Chunk(2), pair => Assert.Equal(TemplateWriter.Action, pair[0]));
            Assert.Single(EventsOf(batch)
                .Select(e => $"{e["winlog"]!["computer_name"]} {e["host"]!["name"]}").Distinct());
            Assert.InRange(lines.Average(line => (double)line.Length) * 2, 2000, 2600);
        }
    }

    [Fact]
    public void A_batch_has_the_mix_of_events()
    {
        foreach (var batch in Batches)
        {
            var codes = EventsOf(batch).CountBy(e => (string)e["event"]!["code"]!).ToDictionary();
            double Share(params string[] of) => (double)of.Sum(codes.GetValueOrDefault) / CorpusPlan.EventsPerBatch;

            // A process loads its own image besides.
            Assert.InRange(Share("7", "12", "13", "14"), 0.45, 0.53);
            Assert.InRange(Share("1", "5", "8", "10"), 0.17, 0.19);
            Assert.Equal(0.15, Share("3", "22"), 0.001);
            Assert.Equal(0.15, Share("11", "15", "23", "26"), 0.001);
            Assert.Equal(EventMix.Accesses, codes["10"]);
        }
    }

    [Fact]
    public void A_computer_numbers_its_records_and_its_time_goes_on()
    {
        long[] batches = [0, CorpusPlan.Hosts, 2 * CorpusPlan.Hosts];
        var events = batches.SelectMany(EventsOf).ToList();
        var ids = events.Select(e => (long)e["winlog"]!["record_id"]!).ToList();
        var times = events.Select(e => (string)e["winlog"]!["event_data"]!["UtcTime"]!).ToList();

        Assert.Equal(Enumerable.Range(0, ids.Count).Select(i => ids[0] + i), ids);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.NotEqual(times[0], times[^1]);
    }

    [Fact]
    public void A_process_starts_loads_its_own_image_acts_and_ends()
    {
        foreach (var batch in Batches)
        {
            var lives = EventsOf(batch).Select(e => e["winlog"]!)
                .GroupBy(w => (string?)(w["event_data"]!["ProcessGuid"] ?? w["event_data"]!["SourceProcessGUID"]))
                .Select(life => life.ToList())
                .Where(life => life.Any(w => (string)w["event_id"]! == "5"))
                .ToList();

            Assert.InRange(lives.Count, 80, EventMix.Lives);
            Assert.All(lives, life =>
            {
                Assert.Equal(["1", "7"], life.Take(2).Select(w => (string)w["event_id"]!));
                Assert.Equal((string?)life[1]["event_data"]!["Image"], (string?)life[1]["event_data"]!["ImageLoaded"]);
                Assert.Equal("5", (string)life[^1]["event_id"]!);
                Assert.Single(life, w => (string)w["event_id"]! == "1");
                Assert.Single(life.Select(w => (string?)w["event_data"]!["ProcessId"]
                    ?? (string?)w["event_data"]!["SourceProcessId"]).Distinct());
            });
        }
    }

    [Theory]
    [InlineData(316)]
    [InlineData(3)]
    public void The_rule_finds_what_was_planted(int version)
    {
        var matches = MatchesIn(Enumerable.Range(0, 20).Select(n => (long)n), version);
        var expected = Corpus.ExpectedOf(20);

        Assert.Equal(version == 3 ? expected.MatchesOfVersion3 : expected.Occurrences, matches.Count);
        Assert.NotEmpty(matches);
        Assert.Equal(matches.Count, matches.Select(m => m.Envelope.Key).Distinct().Count());
    }

    [Fact]
    public void What_was_planted_folds_into_the_alerts_that_are_expected()
    {
        // Far enough that computers come round again, and with them the alert of their security product.
        const int Sent = CorpusPlan.Hosts + 20;
        var folder = new AlertFolder([], []);
        var loud = Enumerable.Range(0, Sent).Select(n => (long)n)
            .Where(n => Corpus.Templates[Corpus.TemplateOf(n)].Expected.Matches > 0);
        foreach (var match in MatchesIn(loud, 316)) folder.Take(match, DateTimeOffset.UnixEpoch);

        var expected = Corpus.ExpectedOf(Sent);
        Assert.Equal(expected.Occurrences, folder.Occurrences.Count);
        Assert.Equal(expected.Alerts, folder.Begun.Count);
    }

    private static List<Match> MatchesIn(IEnumerable<long> batches, int version)
    {
        var detector = new Detector(
        [
            .. from rule in RuleCatalogue.BuiltIn
               select new ActiveRule(rule, rule.Versions.Single(v => v.Version == version)),
        ]);
        var (rules, buffer, printer) = (detector.RulesFor(null), detector.NewBuffer(), new BatchPrinter(Corpus));
        var matches = new List<Match>();
        foreach (var batch in batches)
            foreach (var document in BatchLines.DocumentsOf(printer.Print(batch)))
            {
                var verdict = detector.Judge(document.Span, rules, buffer);
                Assert.Null(verdict.Unreadable);
                matches.AddRange(verdict.Matches);
            }

        return matches;
    }

    private static IEnumerable<JsonNode> EventsOf(long batch) =>
        BatchLines.DocumentsOf(new BatchPrinter(Corpus).Print(batch)).Select(d => JsonNode.Parse(d.Span)!);
}
