using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>Lists and counts are answered from memory: their indexes go, and cost no write any more.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0004_AlertIndex")]
internal sealed class M0004AlertIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_alerts_disposition_risk_score_last_seen_at_id", "alerts");
        migrationBuilder.DropIndex("IX_alerts_pattern_id", "alerts");
    }
}
