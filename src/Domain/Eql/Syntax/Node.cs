namespace DetectionApi.Domain.Eql.Syntax;

/// <summary>What is known of a value before any event is seen.</summary>
internal enum EqlType
{
    /// <summary>A field: only the event knows.</summary>
    Any,
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>A part of a query. Each prints as EQL again, so that it can be stated what was understood.</summary>
/// <param name="At">Where it begins in the query's text.</param>
/// <param name="Height">1 + that of its highest part.</param>
internal abstract record Node(int At, int Height)
{
    public abstract EqlType Type { get; }

    public virtual IEnumerable<Node> Children => [];

    /// <summary>Itself and all its parts.</summary>
    public IEnumerable<Node> Descendants => Children.SelectMany(c => c.Descendants).Prepend(this);

    public bool ReadsFields => this is Field || Children.Any(c => c.ReadsFields);

    /// <summary>As a part of something bigger: in brackets unless it holds together by itself.</summary>
    public virtual string Bracketed => ToString();

    public abstract override string ToString();

    protected static int HeightOver(IReadOnlyList<Node> parts) => parts.Count == 0 ? 1 : 1 + parts.Max(p => p.Height);
}

/// <summary>A whole query.</summary>
/// <param name="Category">Null for <c>any where</c>.</param>
/// <param name="Where">The condition.</param>
internal sealed record Query(string? Category, Node Where)
{
    public override string ToString() => $"{CategoryText} where {Where}";

    private string CategoryText => Category switch
    {
        null => "any",
        _ when EqlText.IsPlainName(Category) => Category,
        _ => EqlText.Quote(Category),
    };
}
