using DetectionApi.Domain.Access;

namespace DetectionApi.DomainTests.AccessTests;

/// <summary>That nobody is two.</summary>
public sealed class ActorNameTests
{
    [Theory]
    [InlineData("mi\u200bra\u202e. ..", "mira")]
    [InlineData("\u00ad.", null)]
    [InlineData(null, null)]
    [InlineData("m. weber", "m. weber")]
    [InlineData(" \tj.doe\r\n", "j.doe")]
    public void Characters_that_nobody_sees_make_nobody_another(string? text, string? name) =>
        Assert.Equal(name, ActorName.Of(text));

    [Fact]
    public void A_name_is_cut_and_ends_with_something_that_is_seen() =>
        Assert.Equal(new string('a', 127), ActorName.Of(new string('a', 127) + ".b"));
}
