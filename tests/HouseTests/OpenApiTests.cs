using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>The OpenAPI document: that it says all, and that it changes only when somebody wants it to.</summary>
public class OpenApiTests(HouseService service) : IClassFixture<HouseService>
{
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string Cases = Path.Combine(SourceTree.Root, "tests", "HouseTests", "Cases");

    [Fact]
    public async Task The_document_is_the_approved_one()
    {
        var approved = Path.Combine(Cases, "openapi.json");
        var received = Path.Combine(Cases, "openapi.received.json");
        var now = (await service.DocumentAsync()).ToJsonString(Pretty).ReplaceLineEndings("\n") + "\n";
        var then = File.Exists(approved) ? (await File.ReadAllTextAsync(approved)).ReplaceLineEndings("\n") : "";
        if (now == then)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, now);
        Assert.Fail($"{received} differs from {approved}; look at it, and copy it over if that is what you want.");
    }

    [Fact]
    public async Task The_document_is_OpenAPI_3_1_and_names_no_machine()
    {
        var document = await service.DocumentAsync();

        Assert.StartsWith("3.1.", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", document.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_a_summary_and_a_group() => House.AssertNone(
        from operation in await OperationsAsync()
        group operation by operation.Text("operationId") into same
        where same.Key.Length == 0 || same.Count() > 1
            || same.Any(operation => operation.Text("summary").Length == 0 || operation.Node["tags"] is null)
        select $"'{same.Key}': {string.Join(", ", same)}");

    [Fact]
    public async Task Every_parameter_is_described() => House.AssertNone(
        from operation in await OperationsAsync()
        from parameter in operation.Node["parameters"]?.AsArray() ?? []
        where string.IsNullOrWhiteSpace((string?)parameter!["description"]) || parameter["schema"] is null
        select $"{operation}: {parameter["name"]}");

    // What answers from memory whatever it is asked cannot fail.
    [Fact]
    public async Task Every_operation_says_how_it_may_fail() => House.AssertNone(
        from operation in await OperationsAsync()
        where operation.IsOurs || operation.Path.EndsWith("_bulk", StringComparison.Ordinal)
        where operation.Path != "/health/live"
        where operation.Answers.All(answer => answer.Status < 400)
        select operation.ToString());

    [Fact]
    public async Task Every_error_has_the_form_of_its_side() => House.AssertNone(
        from operation in await OperationsAsync()
        where operation.Method != "head"
        let wanted = operation.IsOurs
            ? "application/problem+json #/components/schemas/Problem"
            : "application/json #/components/schemas/ElasticsearchError"
        from answer in operation.Answers
        where answer.Status >= 400 && answer.Content != wanted
        select $"{operation}: {answer.Status} {answer.Content}");

    [Fact]
    public async Task Every_answer_says_of_what_type_it_is() => House.AssertNone(
        from operation in await OperationsAsync()
        where operation.Method != "head"
        from answer in operation.Answers
        where answer.Content.Length == 0
        select $"{operation}: {answer.Status}");

    [Fact]
    public async Task Every_schema_and_every_member_of_it_is_described() => House.AssertNone(
        from schema in (await service.DocumentAsync())["components"]!["schemas"]!.AsObject()
        from member in (schema.Value!["properties"]?.AsObject() ?? []).Prepend(new("itself", schema.Value))
        let described = member.Value!["oneOf"]?.AsArray()[^1] ?? member.Value
        let description = (string?)described!["description"] ?? ""
        where description.Length == 0 || description.Contains('\n', StringComparison.Ordinal)
            || description.Contains("&amp;", StringComparison.Ordinal)
        select $"{schema.Key}.{member.Key}: '{description}'");

    [Fact]
    public async Task Every_schema_says_what_kind_of_value_it_is() => House.AssertNone(
        from schema in (await service.DocumentAsync())["components"]!["schemas"]!.AsObject()
        from member in (schema.Value!["properties"]?.AsObject() ?? []).Prepend(new("itself", schema.Value))
        where member.Value!["type"] is null && member.Value["$ref"] is null
            && member.Value["oneOf"] is null && member.Value["anyOf"] is null
        select $"{schema.Key}.{member.Key}");

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await service.DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();
        House.AssertNone(
            from reference in ReferencesIn(document).Distinct()
            where !schemas.ContainsKey(reference.Replace("#/components/schemas/", "", StringComparison.Ordinal))
            select reference);
    }

    private static IEnumerable<string> ReferencesIn(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(member => member is { Key: "$ref", Value: JsonValue text }
            ? [text.GetValue<string>()]
            : ReferencesIn(member.Value)),
        JsonArray all => all.SelectMany(ReferencesIn),
        _ => [],
    };

    private async Task<IReadOnlyList<Operation>> OperationsAsync() => Operation.AllIn(await service.DocumentAsync());
}
