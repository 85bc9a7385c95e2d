using Microsoft.Extensions.Primitives;

namespace DetectionApi.Api.Shippers;

/// <summary>Which members of an answer a shipper wants to see: its <c>filter_path</c>.</summary>
/// <remarks>
/// Beats ask for a third of the answer. Names and <c>*</c> between dots are understood; with anything else
/// (<c>**</c>, <c>-name</c>) the answer is whole, which no shipper minds.
/// <see href="https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#common-options-response-filtering"/>
/// </remarks>
internal sealed class BulkAnswerFilter
{
    private readonly string[][] _paths;

    private BulkAnswerFilter(string[][] paths) => _paths = paths;

    /// <summary>The filter of a request.</summary>
    public static BulkAnswerFilter Of(StringValues filterPath)
    {
        var paths = filterPath.ToString()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(path => path.Split('.')).ToArray();
        var isUnderstood = paths.All(path =>
            !path[0].StartsWith('-') && path.All(name => name == "*" || !name.Contains('*')));
        return new BulkAnswerFilter(isUnderstood ? paths : []);
    }

    /// <summary>True if the member at that path is shown, or something in it.</summary>
    public bool Shows(params ReadOnlySpan<string> path)
    {
        if (_paths.Length == 0) return true;
        foreach (var wanted in _paths)
            if (Leads(wanted, path)) return true;

        return false;
    }

    private static bool Leads(string[] wanted, ReadOnlySpan<string> path)
    {
        for (var i = 0; i < Math.Min(wanted.Length, path.Length); i++)
            if (wanted[i] != "*" && wanted[i] != path[i]) return false;

        return true;
    }
}
