namespace DetectionApi.Domain.ExceptionItems;

/// <summary>An item that is in force, or is held against accesses as if it were.</summary>
public sealed class StandingException
{
    /// <summary>An item in force.</summary>
    /// <param name="coverage">Which item, in which version.</param>
    /// <param name="terms">What it means.</param>
    public StandingException(Coverage coverage, ExceptionTerms terms) =>
        (Coverage, Matcher, Breadth) = (coverage, new ExceptionMatcher(terms), Breadth.Of(terms));

    /// <summary>Which item, in which version.</summary>
    public Coverage Coverage { get; }

    /// <summary>Says what it covers.</summary>
    public ExceptionMatcher Matcher { get; }

    /// <summary>What it means.</summary>
    public ExceptionTerms Terms => Matcher.Terms;

    /// <summary>How much it may hide.</summary>
    public Breadth Breadth { get; }
}
