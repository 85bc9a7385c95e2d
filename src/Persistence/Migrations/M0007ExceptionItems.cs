using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>Exception items, each of their versions, and what is said about them.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0007_ExceptionItems")]
internal sealed class M0007ExceptionItems : Migration
{
    private const string Items = "exception_items";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateItems(migrationBuilder);
        CreateVersions(migrationBuilder);
        CreateComments(migrationBuilder);
        IndexAlerts(migrationBuilder);
        IndexOccurrences(migrationBuilder);
    }

    private static void CreateItems(MigrationBuilder migration)
    {
        migration.CreateTable(
            Items,
            table => new
            {
                id = table.Column<string>(),
                version = table.Column<int>(),
                status = table.Column<string>(),
                content = table.Column<string>(),
                expires_at = table.Column<long>(nullable: true),
                authors = table.Column<string>(),
                created_at = table.Column<long>(),
                created_by = table.Column<string>(),
                changed_at = table.Column<long>(),
                changed_by = table.Column<string>(),
                activated_at = table.Column<long>(nullable: true),
                approved_by = table.Column<string>(nullable: true),
                overridden = table.Column<string>(),
                revoked_at = table.Column<long>(nullable: true),
                warned_days = table.Column<int>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_exception_items", row => row.id));
        migration.CreateIndex("IX_exception_items_created_at_id", Items, ["created_at", "id"]);
        migration.CreateIndex("IX_exception_items_status_expires_at", Items, ["status", "expires_at"]);
    }

    private static void CreateVersions(MigrationBuilder migration) => migration.CreateTable(
        "exception_versions",
        table => new
        {
            item_id = table.Column<string>(),
            version = table.Column<int>(),
            action = table.Column<string>(),
            at = table.Column<long>(),
            actor = table.Column<string>(),
            status = table.Column<string>(),
            changes = table.Column<string>(),
            content = table.Column<string>(),
            comment = table.Column<string>(nullable: true),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_exception_versions", row => new { row.item_id, row.version });
            table.ForeignKey(
                "FK_exception_versions_exception_items_item_id", row => row.item_id, Items, "id",
                onDelete: ReferentialAction.Restrict);
        });

    private static void CreateComments(MigrationBuilder migration)
    {
        migration.CreateTable(
            "exception_comments",
            table => new
            {
                id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                item_id = table.Column<string>(),
                at = table.Column<long>(),
                actor = table.Column<string>(),
                text = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_exception_comments", row => row.id);
                table.ForeignKey(
                    "FK_exception_comments_exception_items_item_id", row => row.item_id, Items, "id",
                    onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_exception_comments_item_id_id", "exception_comments", ["item_id", "id"]);
    }

    // What an item hid, and what none may hide.
    private static void IndexAlerts(MigrationBuilder migration)
    {
        migration.CreateIndex(
            "IX_alerts_exception_id_id", "alerts", ["exception_id", "id"], filter: "exception_id IS NOT NULL");
        migration.CreateIndex(
            "IX_alerts_true_positive", "alerts", "closing_reason", filter: "closing_reason = 'true-positive'");
        migration.CreateIndex(
            "IX_alerts_assigned", "alerts", "assignee", filter: "assignee IS NOT NULL AND status <> 'closed'");
    }

    // Hosts are counted, too, and the documents are much to read past.
    private static void IndexOccurrences(MigrationBuilder migration)
    {
        migration.DropIndex("IX_occurrences_exception_id_at_id", "occurrences");
        migration.CreateIndex(
            "IX_occurrences_exception_id_at_id_host", "occurrences", ["exception_id", "at", "id", "host"],
            filter: "exception_id IS NOT NULL");
    }
}
