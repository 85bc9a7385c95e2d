using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>The order in which alerts change, what to do about each, and the investigation behind it.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0002_Investigations")]
internal sealed class M0002Investigations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("change_number", "alerts", defaultValue: 0L);
        migrationBuilder.AddColumn<string>("recommendation", "alerts", nullable: true);
        migrationBuilder.Sql("UPDATE alerts SET change_number = rowid");
        migrationBuilder.CreateIndex("IX_alerts_change_number", "alerts", "change_number", unique: true);
        migrationBuilder.CreateIndex(
            "IX_alerts_uninvestigated", "alerts", ["disposition", "change_number"], filter: "recommendation IS NULL");

        migrationBuilder.CreateTable(
            "investigations",
            table => new
            {
                alert_id = table.Column<string>(),
                computed_at = table.Column<long>(),
                frozen_at = table.Column<long>(nullable: true),
                document = table.Column<byte[]>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_investigations", row => row.alert_id);
                table.ForeignKey(
                    "FK_investigations_alerts_alert_id", row => row.alert_id, "alerts", "id",
                    onDelete: ReferentialAction.Restrict);
            });
    }
}
