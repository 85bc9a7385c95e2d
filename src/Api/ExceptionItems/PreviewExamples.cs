namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the OpenAPI document shows of suggestions, previews and explanations.</summary>
internal static class PreviewExamples
{
    public const string Suggestions = "{}";
    public const string SuggestionOf = "{}";
    public const string Suggestion = "{}";
    public const string Item = "{}";
    public const string Preview = "{}";
    public const string ExplanationOf = "{}";
    public const string Explanation = "{}";
}
