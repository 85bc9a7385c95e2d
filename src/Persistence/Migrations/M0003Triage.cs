using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>What analysts decide of alerts, who decided it, what they say and what they did about it.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0003_Triage")]
internal sealed class M0003Triage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ExtendAlerts(migrationBuilder);
        CreateHistory(migrationBuilder);
        CreateComments(migrationBuilder);
        CreateContainment(migrationBuilder);
        CreateAnswers(migrationBuilder);
    }

    private static void ExtendAlerts(MigrationBuilder migration)
    {
        migration.AddColumn<string>("closing_reason", "alerts", nullable: true);
        migration.AddColumn<string>("closing_evidence", "alerts", nullable: true);
        migration.AddColumn<string>("duplicate_of", "alerts", nullable: true);
        migration.AddColumn<bool>("legal_hold", "alerts", defaultValue: false);
        migration.AddColumn<long>("acknowledged_at", "alerts", nullable: true);
        migration.AddColumn<long>("closed_at", "alerts", nullable: true);
        migration.AddColumn<long>("reopened_at", "alerts", nullable: true);
        migration.CreateIndex("IX_alerts_legal_hold", "alerts", "legal_hold", filter: "\"legal_hold\"");
    }

    private static void CreateHistory(MigrationBuilder migration)
    {
        migration.CreateTable(
            "alert_history",
            table => new
            {
                number = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                alert_id = table.Column<string>(),
                revision = table.Column<int>(),
                at = table.Column<long>(),
                actor = table.Column<string>(),
                field = table.Column<string>(),
                from = table.Column<string>(nullable: true),
                to = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_alert_history", row => row.number);
                table.ForeignKey(
                    "FK_alert_history_alerts_alert_id", row => row.alert_id, "alerts", "id",
                    onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_alert_history_alert_id_number", "alert_history", ["alert_id", "number"]);
    }

    private static void CreateComments(MigrationBuilder migration)
    {
        migration.CreateTable(
            "alert_comments",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                alert_id = table.Column<string>(),
                at = table.Column<long>(),
                actor = table.Column<string>(),
                text = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_alert_comments", row => row.id);
                table.ForeignKey(
                    "FK_alert_comments_alerts_alert_id", row => row.alert_id, "alerts", "id",
                    onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_alert_comments_alert_id_id", "alert_comments", ["alert_id", "id"]);
    }

    private static void CreateContainment(MigrationBuilder migration)
    {
        migration.CreateTable(
            "containment_steps",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                alert_id = table.Column<string>(),
                action = table.Column<string>(),
                note = table.Column<string>(nullable: true),
                at = table.Column<long>(),
                actor = table.Column<string>(),
                reversed_at = table.Column<long>(nullable: true),
                reversed_by = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_containment_steps", row => row.id);
                table.ForeignKey(
                    "FK_containment_steps_alerts_alert_id", row => row.alert_id, "alerts", "id",
                    onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_containment_steps_alert_id_id", "containment_steps", ["alert_id", "id"]);
    }

    private static void CreateAnswers(MigrationBuilder migration)
    {
        migration.CreateTable(
            "remembered_answers",
            table => new
            {
                actor = table.Column<string>(),
                key = table.Column<string>(),
                request = table.Column<byte[]>(),
                at = table.Column<long>(),
                status = table.Column<int>(),
                body = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_remembered_answers", row => new { row.actor, row.key }));
        migration.CreateIndex("IX_remembered_answers_at", "remembered_answers", "at");
    }
}
