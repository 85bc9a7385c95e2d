using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>With which change an alert began, was raised and escalated; who is told of it, and what was.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0005_Webhooks")]
internal sealed class M0005Webhooks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Of what is there already nobody is told as of something new.
        migrationBuilder.AddColumn<long>("begun_number", "alerts", defaultValue: 0L);
        migrationBuilder.AddColumn<long>("raised_number", "alerts", nullable: true);
        migrationBuilder.AddColumn<long>("escalated_number", "alerts", nullable: true);
        CreateDeliveries(migrationBuilder);
        CreateTargets(migrationBuilder);
    }

    private static void CreateDeliveries(MigrationBuilder migration)
    {
        const string Table = "webhook_deliveries";
        migration.CreateTable(
            Table,
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                message_id = table.Column<string>(),
                target = table.Column<string>(),
                type = table.Column<string>(),
                alert_id = table.Column<string>(),
                body = table.Column<byte[]>(),
                created_at = table.Column<long>(),
                state = table.Column<string>(),
                attempts = table.Column<int>(),
                next_attempt_at = table.Column<long>(nullable: true),
                last_attempt_at = table.Column<long>(nullable: true),
                last_status = table.Column<int>(nullable: true),
                last_error = table.Column<string>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_webhook_deliveries", row => row.id));
        migration.CreateIndex("IX_webhook_deliveries_message_id", Table, "message_id", unique: true);
        migration.CreateIndex(
            "IX_webhook_deliveries_target_state_next_attempt_at_id", Table,
            ["target", "state", "next_attempt_at", "id"]);
        migration.CreateIndex("IX_webhook_deliveries_target_id", Table, ["target", "id"]);
        migration.CreateIndex("IX_webhook_deliveries_state_id", Table, ["state", "id"]);
        migration.CreateIndex("IX_webhook_deliveries_state_ended_at", Table, ["state", "ended_at"]);
    }

    private static void CreateTargets(MigrationBuilder migration)
    {
        migration.CreateTable(
            "webhook_targets",
            table => new
            {
                name = table.Column<string>(),
                since = table.Column<long>(),
                disabled_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_webhook_targets", row => row.name));
        migration.CreateTable(
            "webhook_position",
            table => new
            {
                id = table.Column<int>(),
                position = table.Column<long>(),
                level = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_webhook_position", row => row.id));
    }
}
