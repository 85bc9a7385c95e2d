using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Persistence.Exceptions;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.PersistenceTests;

/// <summary>The index asks of an alert what the item's matcher asks of it.</summary>
public sealed class RowTermsLaws
{
    private static readonly ExceptionTerm[] Known =
    [
        ExceptionTerm.AccessClasses, ExceptionTerm.FirstFrame, ExceptionTerm.Target, ExceptionTerm.Executable,
        ExceptionTerm.Rule, ExceptionTerm.Host, ExceptionTerm.User, ExceptionTerm.Sha256,
    ];

    [Fact]
    public void What_does_not_hold_of_a_row_is_what_does_not_hold_of_its_alert() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var some = new SomeAlertRow(random);
            var table = new AlertTable();
            var terms = SomeTerms.Of(random);
            var asked = new RowTerms(terms, table);
            var matcher = new ExceptionMatcher(terms);
            for (var i = 0; i < 60; i++)
            {
                // Values that were not there when the item was asked for the first time.
                var row = some.New();
                table.Put(row, []);
                var (block, slot) = table.At(i);

                var expected = matcher.Explain(AccessOf(row))
                    .Where(result => !result.Holds && Known.Contains(result.Term)).Select(result => result.Term);

                Assert.Equal(expected.Order(), TermsIn(asked.FailingOf(block, slot)));
                Assert.Equal(expected.Count(), RowTerms.CountOf(asked.FailingOf(block, slot)));
            }
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void An_alert_whose_names_are_too_long_for_the_index_is_left_to_whoever_reads_it()
    {
        var table = new AlertTable();
        var row = new SomeAlertRow(new Random(1)).New();
        table.Put(
            row with { Pattern = row.Pattern with { Source = $@"c:\{new string('x', 2_000)}\tool.exe" } }, []);

        var failing = new RowTerms(
            new ExceptionTerms { Executable = @"C:\*\tool.exe", IsForAllHosts = true }, table)
            .FailingOf(table.Blocks[0], 0);

        Assert.Equal(0, failing);
    }

    private static IEnumerable<ExceptionTerm> TermsIn(int failing) =>
        Enum.GetValues<ExceptionTerm>().Where(term => (failing & (1 << (int)term)) != 0).Order();

    private static CandidateAccess AccessOf(AlertRow row) => new(
        row.RuleId, row.FirstSeenAt, row.Host,
        new SourceProcess
        {
            Executable = row.Pattern.Source,
            Name = null,
            EntityId = null,
            Pid = null,
            User = row.User,
            Signer = Signer.Unknown,
            Sha256 = row.Sha256,
        },
        row.Pattern.Target, row.Pattern.Classes, new FirstFrame(FirstFrameKind.Unbacked, null), null);
}
