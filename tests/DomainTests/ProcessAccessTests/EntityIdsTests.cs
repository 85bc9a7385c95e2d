using System.Globalization;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ProcessAccessTests;

/// <summary>What Sysmon's GUID of a process tells.</summary>
public sealed class EntityIdsTests
{
    // As recorded: the start of the first was stamped 2019-06-21 07:35:37.101.
    [Theory]
    [InlineData("{ECAD0485-88C9-5D0C-0000-0010348C1D00}", "2019-06-21T07:35:37Z")]
    [InlineData("{ecad0485-88c9-5d0c-0000-0010348c1d00}", "2019-06-21T07:35:37Z")]
    [InlineData("ECAD0485-88C9-5D0C-0000-0010348C1D00", "2019-06-21T07:35:37Z")]
    [InlineData("{747F3D96-F639-5D53-0000-001067DA5200}", "2019-08-14T11:53:29Z")]
    [InlineData("{00000000-0000-0000-0000-000000000000}", null)]
    [InlineData("{ECAD0485-88C9-5D0C-0000-0010348C1D0}", null)]
    [InlineData("{ECAD0485-88CX-5D0C-0000-0010348C1D00}", null)]
    [InlineData("{ECAD0485088C9-5D0C-0000-0010348C1D00}", null)]
    [InlineData("+{ECAD0485-88C9-5D0C-0000-0010348C1D0}", null)]
    [InlineData("NmY4ZGRkYjAtNTUwNS00YzYyLWFlYzgtMDAx", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void It_tells_the_second_in_which_the_process_began(string? entityId, string? began) => Assert.Equal(
        began is null ? null : DateTimeOffset.Parse(began, CultureInfo.InvariantCulture), EntityIds.StartOf(entityId));
}
