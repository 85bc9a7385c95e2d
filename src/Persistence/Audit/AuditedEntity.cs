using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Audit;

/// <summary>Which tables leave lines in the audit log when somebody changes them.</summary>
internal static class AuditedEntity
{
    private const string Kind = "Audit:Kind";
    private const string Unset = "Audit:Unset";
    private const string LeftOut = "Audit:LeftOut";

    /// <summary>Lets every row that somebody adds, changes or removes leave a line.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="kind">What the log calls a row.</param>
    /// <param name="leftOut">Properties that it does not show: secrets, and what the store keeps for itself.</param>
    public static void IsAudited<T>(this EntityTypeBuilder<T> builder, string kind, params string[] leftOut)
        where T : class
    {
        builder.HasAnnotation(Kind, kind);
        foreach (var name in leftOut) builder.Metadata.FindProperty(name)!.SetAnnotation(LeftOut, true);
    }

    /// <summary>Says what holds of a thing as long as there is no row of it.</summary>
    public static void HoldsUnlessAdded<T>(this EntityTypeBuilder<T> builder, Func<T, T?> holds)
        where T : class =>
        builder.HasAnnotation(Unset, (Func<object, object?>)(row => holds((T)row)));

    /// <summary>What held of a thing until its row was added; null if nothing did.</summary>
    public static object? UnsetOf(IReadOnlyEntityType table, object row) =>
        (table.FindAnnotation(Unset)?.Value as Func<object, object?>)?.Invoke(row);

    /// <summary>What the log calls a row of the table; null if its rows leave no lines.</summary>
    public static string? KindOf(IReadOnlyEntityType table) => (string?)table.FindAnnotation(Kind)?.Value;

    /// <summary>True if the log does not show it.</summary>
    public static bool IsLeftOut(IReadOnlyProperty property) => property.FindAnnotation(LeftOut) is not null;
}
