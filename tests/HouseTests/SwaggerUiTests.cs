using System.Net;
using System.Text.RegularExpressions;

namespace DetectionApi.HouseTests;

/// <summary>Swagger UI: it must work where there is no internet.</summary>
public partial class SwaggerUiTests(HouseService service) : IClassFixture<HouseService>
{
    [Fact]
    public async Task The_page_loads_only_what_the_service_has_itself()
    {
        using var client = service.CreateClient();
        var html = await client.GetStringAsync("/swagger/index.html");
        var loaded = Regex.Matches(html, @"(?:src|href)=""(?<what>[^""]+)""")
            .Select(match => match.Groups["what"].Value)
            .ToList();

        Assert.Contains("./swagger-ui-bundle.js", loaded);
        var offenders = new List<string>();
        foreach (var what in loaded)
        {
            if (what.Contains("//", StringComparison.Ordinal)) offenders.Add($"{what} is elsewhere");
            using var answer = await client.GetAsync($"/swagger/{what}");
            if (answer.StatusCode != HttpStatusCode.OK) offenders.Add($"{what}: {(int)answer.StatusCode}");
        }

        House.AssertNone(offenders);
    }

    [Fact]
    public async Task The_page_shows_the_document_that_the_service_has_itself()
    {
        using var client = service.CreateClient();
        var script = await client.GetStringAsync("/swagger/index.js");
        var html = await client.GetStringAsync("/swagger/index.html");

        Assert.Contains("/openapi/v1.json", html + script, StringComparison.Ordinal);
        House.AssertNone(
            from text in (string[])[html, script]
            from Match match in Regex.Matches(Comment().Replace(text, ""), @"https?://[^\s""'`)]+")
            select match.Value);
    }

    // What a comment refers to, nobody loads.
    [GeneratedRegex(@"/\*.*?\*/|<!--.*?-->|^\s*//[^\n]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();

    [Fact]
    public async Task The_address_without_a_page_leads_to_it()
    {
        using var client = service.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/swagger")).StatusCode);
    }
}
