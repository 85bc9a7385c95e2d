using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class ExceptionDifferenceTests
{
    private static readonly ExceptionContent Full = new()
    {
        Name = "name",
        Description = "description",
        Reason = "reason",
        Owner = "owner",
        Replaces = "another",
        Evidence = [new ExceptionEvidence(EvidenceKind.Vendor, "b"), new ExceptionEvidence(EvidenceKind.Change, "a")],
        Overrides = [new RefusalOverride(RefusalCode.SignerNeverSeen, "It comes next week.")],
        Terms = new ExceptionTerms
        {
            RuleIds = ["rule-2", "rule-1"],
            Signer = "signer",
            Executable = "executable",
            Sha256 = "hash",
            ParentExecutable = "parent",
            TargetImage = "target",
            Classes = AccessClasses.MemoryRead | AccessClasses.Query,
            FirstFrameKind = FirstFrameKind.SourceImage,
            FirstFrameModule = "module",
            Shape = "shape",
            Hosts = ["ws-2", "ws-1"],
            Users = ["user"],
            ValidFrom = SomeItem.Now,
            ExpiresAt = SomeItem.Now.AddMilliseconds(-250),
        },
    };

    [Fact]
    public void A_new_item_tells_every_field_as_it_is_posted() => Assert.Equal(
        [
            "name=name", "description=description", "reason=reason", "owner=owner", "rules=rule-1, rule-2",
            "source.signer.subject=signer", "source.executable=executable", "source.sha256=hash",
            "source.parentExecutable=parent", "target.image=target", "access.classes=memory-read, query",
            "callTrace.firstFrame.kind=source-image", "callTrace.firstFrame.module=module", "callTrace.shape=shape",
            "scope.allHosts=false", "scope.hosts=ws-1, ws-2", "scope.users=user", "evidence=change: a, vendor: b",
            "validFrom=2026-03-02T10:20:30.25Z", "expiresAt=2026-03-02T10:20:30Z",
            "overrides=signer-never-seen: It comes next week.", "replaces=another",
        ],
        ExceptionDifference.Between(null, Full).Select(change =>
        {
            Assert.Null(change.From);
            return $"{change.Field}={change.To}";
        }));

    [Fact]
    public void Nothing_differs_from_itself_in_whatever_order_its_lists_are() => Assert.Empty(
        ExceptionDifference.Between(Full, Full with
        {
            Evidence = [.. Full.Evidence.Reverse()],
            Terms = Full.Terms with { Hosts = ["ws-1", "ws-2"], RuleIds = ["rule-1", "rule-2"] },
        }));

    [Fact]
    public void A_change_tells_both_sides() => Assert.Equal(
        [
            new ExceptionFieldChange("description", "description", null),
            new ExceptionFieldChange("scope.allHosts", "false", "true"),
            new ExceptionFieldChange("scope.hosts", "ws-1, ws-2", null),
        ],
        ExceptionDifference.Between(Full, Full with
        {
            Description = null, Terms = Full.Terms with { IsForAllHosts = true, Hosts = [] },
        }));

    // A field that is forgotten would change without a trace.
    [Fact]
    public void No_field_is_forgotten()
    {
        var empty = SomeItem.Of(new ExceptionTerms());
        var fields = typeof(ExceptionContent).GetProperties().Length + typeof(ExceptionTerms).GetProperties().Length;

        // The terms are no field themselves, and whether it is for all hosts is one that every item has.
        Assert.Equal(fields - 1, ExceptionDifference.Between(null, Full).Count);
        Assert.Equal(fields - 2, ExceptionDifference.Between(empty, Full).Count);
    }
}
