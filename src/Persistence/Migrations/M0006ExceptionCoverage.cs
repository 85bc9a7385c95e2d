using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>Which item covered what, what items judge an occurrence by, and the inventory of signers.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0006_ExceptionCoverage")]
internal sealed class M0006ExceptionCoverage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("source_signer_found_by", "alerts", nullable: true);
        migrationBuilder.AddColumn<int>("exception_version", "alerts", nullable: true);
        migrationBuilder.AddColumn<string>("first_hand_signer", "alerts", nullable: true);
        migrationBuilder.CreateIndex(
            "IX_alerts_first_hand_signer", "alerts", "first_hand_signer", filter: "first_hand_signer IS NOT NULL");
        ExtendOccurrences(migrationBuilder);
        CreateInventory(migrationBuilder);
    }

    private static void ExtendOccurrences(MigrationBuilder migration)
    {
        migration.AddColumn<string>("host", "occurrences", defaultValue: "");
        migration.AddColumn<string>("shape", "occurrences", nullable: true);
        migration.AddColumn<string>("exception_id", "occurrences", nullable: true);

        // Of the others the call trace is in the document only.
        migration.Sql(
            """
            UPDATE occurrences SET
                host = a.host_name,
                shape = CASE WHEN occurrences.event_key = a.first_event_key THEN a.shape END
            FROM alerts AS a WHERE a.id = occurrences.alert_id
            """);
        migration.CreateIndex(
            "IX_occurrences_exception_id_at_id", "occurrences", ["exception_id", "at", "id"],
            filter: "exception_id IS NOT NULL");
    }

    private static void CreateInventory(MigrationBuilder migration)
    {
        const string Table = "inventory_signers";
        migration.CreateTable(
            Table,
            table => new
            {
                sha256 = table.Column<string>(),
                subject = table.Column<string>(),
                subject_key = table.Column<string>(),
                note = table.Column<string>(nullable: true),
                changed_by = table.Column<string>(),
                changed_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_inventory_signers", row => row.sha256));
        migration.CreateIndex("IX_inventory_signers_subject_key_sha256", Table, ["subject_key", "sha256"]);
    }
}
