using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.PersistenceTests;

/// <summary>Whoever makes many alerts hides none by that.</summary>
public sealed class AlertRelationsTests
{
    private readonly AlertTable _table = new();
    private readonly SomeAlertRow _some = new(new Random(1));
    private readonly AlertRow _alert;

    public AlertRelationsTests() => _alert = _some.New() with { User = @"CORP\mira" };

    [Fact]
    public void A_flood_pushes_out_neither_a_judged_attack_nor_what_stands_in_the_queue()
    {
        var attack = Neighbour(AlertStatus.Closed, Disposition.Raised, hours: -3) with
        {
            ClosingReason = ClosingReason.TruePositive,
        };
        var raised = Neighbour(AlertStatus.Open, Disposition.Raised, hours: -2);
        var flood = Enumerable.Range(0, 300)
            .Select(i => i % 2 == 0 ? Disposition.Overflow : Disposition.Excepted)
            .Select(disposition => Neighbour(AlertStatus.Open, disposition, hours: 1)).ToList();
        Put([_alert, attack, raised, .. flood]);

        var related = AlertRelations.RelatedTo(_table, _alert.Id, TimeSpan.FromHours(48), 10);

        Assert.Equal([attack.Id, raised.Id], related.First.Take(2).Select(other => other.Id));
        Assert.Equal((302, 10), (related.Total, related.First.Count));
        Assert.Equal(302, related.TotalByRelation[AlertRelation.User]);
    }

    [Fact]
    public void An_attack_among_the_exceptions_is_an_attack()
    {
        var attack = Neighbour(AlertStatus.Closed, Disposition.Excepted, hours: -3) with
        {
            ClosingReason = ClosingReason.TruePositive,
        };
        Put([_alert, attack, Neighbour(AlertStatus.Open, Disposition.Raised, hours: 1)]);

        var related = AlertRelations.RelatedTo(_table, _alert.Id, TimeSpan.FromHours(48), 1);

        Assert.Equal(attack.Id, Assert.Single(related.First).Id);
    }

    [Fact]
    public void An_alert_that_has_everything_in_common_comes_once()
    {
        var alert = _alert with { Sha256 = "aa" };
        Put([alert, alert with { Id = _some.New().Id }]);

        var related = AlertRelations.RelatedTo(_table, alert.Id, TimeSpan.Zero, 10);

        Assert.Equal(Enum.GetValues<AlertRelation>(), Assert.Single(related.First).Relations);
        Assert.Equal(1, related.Total);
        Assert.All(related.TotalByRelation.Values, total => Assert.Equal(1, total));
    }

    [Fact]
    public void What_two_alerts_do_not_know_they_have_not_in_common()
    {
        var alert = _alert with { User = null, Sha256 = null };
        Put([alert, alert with { Id = _some.New().Id }]);

        var related = AlertRelations.RelatedTo(_table, alert.Id, TimeSpan.Zero, 10);

        Assert.Equal([AlertRelation.Host, AlertRelation.Pattern], Assert.Single(related.First).Relations);
    }

    private AlertRow Neighbour(AlertStatus status, Disposition disposition, int hours) => _some.New() with
    {
        User = _alert.User,
        Status = status,
        Disposition = disposition,
        FirstSeenAt = _alert.FirstSeenAt.AddHours(hours),
        LastSeenAt = _alert.LastSeenAt.AddHours(hours),
    };

    private void Put(IEnumerable<AlertRow> rows)
    {
        foreach (var row in rows) _table.Put(row, []);
    }
}
