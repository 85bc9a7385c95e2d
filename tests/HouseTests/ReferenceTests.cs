using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>Who may refer to whom.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> InDomain = new()
    {
        ["Events"] = [],
        ["Access"] = ["Events"],
        ["Audit"] = [],
        ["Context"] = ["Events"],
        ["Eql"] = ["Events"],
        ["Rules"] = ["Eql", "Events"],
        ["ProcessAccess"] = ["Events"],
        ["ExceptionItems"] = ["ProcessAccess", "Events"],
        ["Alerts"] = ["Rules", "ProcessAccess", "ExceptionItems", "Events", "Eql", "Context"],
        ["Investigation"] = ["Alerts", "ProcessAccess", "Events", "Context"],
    };

    // Whatever stands in src/Api itself puts the rooms together and may know all of them; so may the demonstration.
    private static readonly Dictionary<string, string[]> InApi = new()
    {
        ["Http"] = [],
        ["Alerts"] = ["Http"],
        ["AlertStream"] = ["Http", "Access", "Alerts"],
        ["Telemetry"] = ["Http"],
        ["Webhooks"] = ["Http", "Access", "Alerts", "Telemetry"],
        ["Patterns"] = ["Http", "Alerts"],
        ["Audit"] = ["Http", "Access", "Limits", "Shippers"],
        ["ExceptionItems"] = ["Http", "Access", "Alerts", "Ingest", "AlertStream", "Rules"],
        ["Operations"] = ["Http"],
        ["Access"] = ["Http", "Operations"],
        ["Rules"] = ["Http", "Access", "Operations"],
        ["Limits"] = ["Http", "Access"],
        ["Ingest"] = ["Http", "Access", "Limits", "Rules", "Telemetry"],
        ["Inventory"] = ["Http", "Access"],
        ["Shippers"] = ["Http", "Operations", "Ingest"],
        ["Investigation"] = ["Http", "Alerts"],
        ["Triage"] = ["Http", "Access", "Alerts", "Investigation"],
        ["Evidence"] = ["Http", "Alerts", "ExceptionItems", "Investigation"],
        ["Demo"] = ["Http", "Alerts", "Operations", "Access", "Rules", "Ingest", "Shippers"],
    };

    [Fact]
    public void The_domain_refers_to_nothing_but_the_base_library() => House.AssertNone(
        ReferencesOf(typeof(Detector)).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)));

    [Theory]
    [InlineData("src/Domain/Domain.csproj", "<PackageReference")]
    [InlineData("src/Domain/Domain.csproj", "<ProjectReference")]
    [InlineData("src/Domain/Domain.csproj", "<FrameworkReference")]
    [InlineData("src/Persistence/Persistence.csproj", "<FrameworkReference")]
    [InlineData("src/Persistence/Persistence.csproj", "Microsoft.AspNetCore")]
    public void A_project_does_not_ask_for_more_than_it_may_use(string project, string reference) => House.AssertNone(
        from line in File.ReadLines(Path.Combine(SourceTree.Root, project))
        where line.Contains(reference, StringComparison.Ordinal)
        select $"{project}: {line.Trim()}");

    [Fact]
    public void The_store_does_not_know_about_HTTP() => House.AssertNone(
        ReferencesOf(typeof(AlertStore)).Where(name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name == "DetectionApi"));

    [Fact]
    public void Rooms_of_the_domain_refer_to_each_other_as_the_design_says() => AssertOnly("Domain", InDomain);

    [Fact]
    public void Rooms_of_the_Api_refer_to_each_other_in_one_direction() => AssertOnly("Api", InApi);

    [Fact]
    public void No_room_that_the_tables_allow_leads_back_to_itself() => House.AssertNone(
        from table in new[] { InDomain, InApi }
        from room in table.Keys
        where Reachable(table, room).Contains(room)
        select room);

    [Fact]
    public void No_room_knows_the_hall_that_puts_them_together() => House.AssertNone(
        from file in SourceTree.CSharp("src/Api")
        where file.Path.Count(letter => letter == '/') > 2 && !file.Path.Contains("/Demo/", StringComparison.Ordinal)
        from line in file.Lines.Index()
        where new[] { "Service.", "Errors.Use", "SettingsCheck.", "typeof(Startup)", "<Startup>" }
            .Any(text => line.Item.Contains($" {text}", StringComparison.Ordinal)
                || line.Item.Contains($"({text}", StringComparison.Ordinal))
        select $"{file.Path}:{line.Index + 1}: move what is needed into a room below");

    private static void AssertOnly(string project, Dictionary<string, string[]> allowed)
    {
        var rooms = new Rooms(project);
        House.AssertNone(
        [
            .. from room in rooms.Names
               where !allowed.ContainsKey(room)
               select $"src/{project}/{room} is a room that the table does not know; say in the table what it may use",
            .. from reference in rooms.References()
               where allowed.TryGetValue(reference.From, out var may) && !may.Contains(reference.To)
               select $"{reference.Where}: {reference.From} may not refer to {reference.To}",
        ]);
    }

    private static HashSet<string> Reachable(Dictionary<string, string[]> table, string from)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(table[from]);
        while (open.TryPop(out var room))
            if (reached.Add(room)) Array.ForEach(table[room], open.Push);

        return reached;
    }

    private static IEnumerable<string> ReferencesOf(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
}
