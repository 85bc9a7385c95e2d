using System.Globalization;
using DetectionApi.Domain.Eql.Syntax;

namespace DetectionApi.Domain.Eql;

/// <summary>Finds which event ids a condition asks for, so that events with other ids need not be looked at.</summary>
/// <remarks>Too many is safe, too few is not: what is not understood asks for all.</remarks>
internal static class RequiredCodes
{
    private const string CodeField = "event.code";

    /// <summary>The ids, one of which an event must have to match; null if it may have any.</summary>
    public static IReadOnlySet<int>? Of(Node condition) => condition switch
    {
        And and => and.Parts.Select(Of).OfType<IReadOnlySet<int>>().MinBy(codes => codes.Count),
        Or or => Union(or.Parts.Select(Of)),
        Comparison { Operator: "==", Left: Field { Name: CodeField } } equal => Code(equal.Right),
        Comparison { Operator: "==", Right: Field { Name: CodeField } } equal => Code(equal.Left),
        Membership { IgnoreCase: false, Subject: Field { Name: CodeField } } any => Union(any.Values.Select(Code)),
        _ => null,
    };

    // One without ids may match any event.
    private static HashSet<int>? Union(IEnumerable<IReadOnlySet<int>?> parts)
    {
        var all = new HashSet<int>();
        foreach (var part in parts)
        {
            if (part is null) return null;
            all.UnionWith(part);
        }

        return all;
    }

    private static HashSet<int>? Code(Node value) =>
        value is TextLiteral text
        && ushort.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? [code]
            : null;
}
