using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>Access keys, with what is kept of their secrets.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0008_AccessKeys")]
internal sealed class M0008AccessKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "access_keys",
            table => new
            {
                id = table.Column<string>(),
                name = table.Column<string>(),
                owner = table.Column<string>(),
                roles = table.Column<string>(),
                hosts = table.Column<string>(),
                secret = table.Column<byte[]>(),
                previous_secret = table.Column<byte[]>(nullable: true),
                previous_until = table.Column<long>(nullable: true),
                created_at = table.Column<long>(),
                created_by = table.Column<string>(),
                expires_at = table.Column<long>(nullable: true),
                rotated_at = table.Column<long>(nullable: true),
                revoked_at = table.Column<long>(nullable: true),
                revoked_by = table.Column<string>(nullable: true),
                last_used_at = table.Column<long>(nullable: true),
                last_used_from = table.Column<string>(nullable: true),
                revision = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_access_keys", row => row.id));
        migrationBuilder.CreateIndex("IX_access_keys_created_at_id", "access_keys", ["created_at", "id"]);
    }
}
