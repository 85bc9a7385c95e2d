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
    }
}
