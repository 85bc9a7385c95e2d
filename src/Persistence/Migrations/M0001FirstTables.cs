using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>Rules, alerts, their occurrences, and what could not be read.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0001_FirstTables")]
internal sealed class M0001FirstTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateAlerts(migrationBuilder);
        CreateOccurrences(migrationBuilder);
        CreateRuleSettings(migrationBuilder);
        CreateQuarantine(migrationBuilder);
    }

    private static void CreateAlerts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "alerts",
            table => new
            {
                id = table.Column<string>(),
                rule_id = table.Column<string>(),
                rule_name = table.Column<string>(),
                rule_version = table.Column<int>(),
                severity = table.Column<int>(),
                risk_score = table.Column<int>(),
                status = table.Column<string>(),
                disposition = table.Column<string>(),
                raised_at = table.Column<long>(nullable: true),
                exception_id = table.Column<string>(nullable: true),
                assignee = table.Column<string>(nullable: true),
                tags = table.Column<string>(),
                mask = table.Column<long>(nullable: true),
                call_trace_text = table.Column<string>(nullable: true),
                shape = table.Column<string>(),
                pattern_id = table.Column<string>(),
                reason = table.Column<string>(),
                occurrence_count = table.Column<int>(),
                first_event_key = table.Column<byte[]>(),
                first_seen_at = table.Column<long>(),
                last_seen_at = table.Column<long>(),
                created_at = table.Column<long>(),
                previous_alert_id = table.Column<string>(nullable: true),
                fold_key = table.Column<byte[]>(),
                revision = table.Column<int>(),
                first_frame_kind = table.Column<string>(),
                first_frame_module = table.Column<string>(nullable: true),
                host_id = table.Column<string>(nullable: true),
                host_name = table.Column<string>(),
                pattern_classes = table.Column<int>(nullable: true),
                pattern_first_frame = table.Column<string>(),
                pattern_source = table.Column<string>(),
                pattern_target = table.Column<string>(),
                source_entity_id = table.Column<string>(nullable: true),
                source_executable = table.Column<string>(nullable: true),
                source_name = table.Column<string>(nullable: true),
                source_pid = table.Column<long>(nullable: true),
                source_sha256 = table.Column<string>(nullable: true),
                source_start = table.Column<string>(nullable: true),
                source_user = table.Column<string>(nullable: true),
                source_signer_state = table.Column<string>(),
                source_signer_subject = table.Column<string>(nullable: true),
                target_class = table.Column<string>(),
                target_entity_id = table.Column<string>(nullable: true),
                target_image = table.Column<string>(nullable: true),
                target_pid = table.Column<long>(nullable: true),
                target_user = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_alerts", row => row.id));

        migration.CreateIndex("IX_alerts_fold_key", "alerts", "fold_key");
        migration.CreateIndex("IX_alerts_pattern_id", "alerts", "pattern_id");
        migration.CreateIndex(
            "IX_alerts_disposition_last_seen_at_id", "alerts", ["disposition", "last_seen_at", "id"]);
        migration.CreateIndex(
            "IX_alerts_disposition_risk_score_last_seen_at_id", "alerts",
            ["disposition", "risk_score", "last_seen_at", "id"]);
        migration.CreateIndex(
            "IX_alerts_rule_id_raised_at", "alerts", ["rule_id", "raised_at"]);
    }

    private static void CreateOccurrences(MigrationBuilder migration)
    {
        migration.CreateTable(
            "occurrences",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                alert_id = table.Column<string>(),
                rule_id = table.Column<string>(),
                event_key = table.Column<byte[]>(),
                record_id = table.Column<string>(nullable: true),
                at = table.Column<long>(),
                received_at = table.Column<long>(),
                document = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_occurrences", row => row.id);
                table.ForeignKey(
                    "FK_occurrences_alerts_alert_id", row => row.alert_id, "alerts", "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migration.CreateIndex("IX_occurrences_alert_id_at_id", "occurrences", ["alert_id", "at", "id"]);
        migration.CreateIndex(
            "IX_occurrences_event_key_rule_id", "occurrences", ["event_key", "rule_id"], unique: true);
    }

    private static void CreateRuleSettings(MigrationBuilder migration) => migration.CreateTable(
        "rule_settings",
        table => new
        {
            rule_id = table.Column<string>(),
            active_version = table.Column<int>(),
            is_enabled = table.Column<bool>(),
            revision = table.Column<int>(),
            changed_at = table.Column<long>(nullable: true),
            changed_by = table.Column<string>(nullable: true),
        },
        constraints: table => table.PrimaryKey("PK_rule_settings", row => row.rule_id));

    private static void CreateQuarantine(MigrationBuilder migration)
    {
        migration.CreateTable(
            "quarantine",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                fingerprint = table.Column<byte[]>(),
                received_at = table.Column<long>(),
                last_received_at = table.Column<long>(),
                count = table.Column<int>(),
                sender_address = table.Column<string>(nullable: true),
                sender_agent = table.Column<string>(nullable: true),
                index = table.Column<string>(nullable: true),
                position = table.Column<int>(),
                reason = table.Column<string>(),
                counted_bytes = table.Column<long>(),
                document = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_quarantine", row => row.id));

        migration.CreateIndex("IX_quarantine_fingerprint", "quarantine", "fingerprint", unique: true);
        migration.CreateIndex(
            "IX_quarantine_last_received_at_counted_bytes", "quarantine", ["last_received_at", "counted_bytes"]);
    }
}
