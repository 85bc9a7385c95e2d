using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DetectionApi.Persistence.Migrations;

/// <summary>The audit log, to which lines are only added.</summary>
[DbContext(typeof(DetectionsDbContext))]
[Migration("0009_Audit")]
internal sealed class M0009Audit : Migration
{
    private const string Table = "audit";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                seq = table.Column<long>(),
                at = table.Column<long>(),
                actor = table.Column<string>(nullable: true),
                key_id = table.Column<string>(nullable: true),
                from = table.Column<string>(nullable: true),
                request_id = table.Column<string>(nullable: true),
                operation = table.Column<string>(),
                outcome = table.Column<string>(),
                subject = table.Column<string>(nullable: true),
                subject_id = table.Column<string>(nullable: true),
                before = table.Column<string>(nullable: true),
                after = table.Column<string>(nullable: true),
                status = table.Column<int>(nullable: true),
                reason = table.Column<string>(nullable: true),
                count = table.Column<int>(),
                previous_hash = table.Column<byte[]>(),
                hash = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_audit", row => row.seq));
        migrationBuilder.CreateIndex("IX_audit_actor_seq", Table, ["actor", "seq"]);
        migrationBuilder.CreateIndex("IX_audit_subject_id_seq", Table, ["subject_id", "seq"]);
        migrationBuilder.CreateIndex("IX_audit_at", Table, "at");

        // A mistake of ours must not be able to do it either. A line that replaces another one is no update to SQLite.
        migrationBuilder.Sql(
            """
            CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never changed'); END;
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never deleted'); END;
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER audit_is_only_appended_to BEFORE INSERT ON audit
            WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
            BEGIN SELECT RAISE(ABORT, 'lines of the audit log come one after another'); END;
            """);
    }
}
