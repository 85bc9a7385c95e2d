using System.Linq.Expressions;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>Finds alerts by names as people write them.</summary>
internal static class AlertNames
{
    /// <summary>Alerts for which any of the names fits; all alerts if none is given.</summary>
    public static IQueryable<Alert> WhereAny(
        this IQueryable<Alert> alerts, IReadOnlyList<string> names, Func<string, Expression<Func<Alert, bool>>> fits) =>
        names.Count == 0 ? alerts : alerts.Where(names.Select(fits).Aggregate(Or));

    /// <summary>The name of the host with or without its domain, or its id.</summary>
    public static Expression<Func<Alert, bool>> IsHost(string host)
    {
        var whole = LikePattern.Of(host.ToLowerInvariant());
        var inDomain = host.Contains('.') ? whole : whole + ".%";
        return alert => EF.Functions.Like(alert.Host.Name, whole, LikePattern.Escape)
            || EF.Functions.Like(alert.Host.Name, inDomain, LikePattern.Escape)
            || EF.Functions.Like(alert.Host.Id!, whole, LikePattern.Escape);
    }

    /// <summary>The path of the source or, without a folder, its file name.</summary>
    public static Expression<Func<Alert, bool>> IsSource(string path)
    {
        var (whole, asName) = PatternsOf(path);
        return alert => EF.Functions.Like(alert.Pattern.Source, whole, LikePattern.Escape)
            || EF.Functions.Like(alert.Pattern.Source, asName, LikePattern.Escape);
    }

    /// <summary>The path of the target or, without a folder, its file name.</summary>
    public static Expression<Func<Alert, bool>> IsTarget(string path)
    {
        var (whole, asName) = PatternsOf(path);
        return alert => EF.Functions.Like(alert.Pattern.Target, whole, LikePattern.Escape)
            || EF.Functions.Like(alert.Pattern.Target, asName, LikePattern.Escape);
    }

    /// <summary>The account of the source with or without its domain.</summary>
    public static Expression<Func<Alert, bool>> IsUser(string user)
    {
        var whole = LikePattern.Of(user);
        var inDomain = user.Contains('\\') ? whole : @"%\\" + whole;
        return alert => EF.Functions.Like(alert.Source.User!, whole, LikePattern.Escape)
            || EF.Functions.Like(alert.Source.User!, inDomain, LikePattern.Escape);
    }

    /// <summary>A path as people write it, spelt as patterns spell theirs.</summary>
    public static string FoldedPath(string path) => WindowsPath.Fold(Unescaped(path));

    private static (string Whole, string AsName) PatternsOf(string path)
    {
        var folded = FoldedPath(path);
        var whole = LikePattern.Of(folded);
        return (whole, folded.Contains('\\') ? whole : @"%\\" + whole);
    }

    // Copied out of JSON, a path has its backslashes doubled; at the start two of them mean a server.
    private static string Unescaped(string path) =>
        path.Length > 1 ? path[0] + path[1..].Replace(@"\\", @"\", StringComparison.Ordinal) : path;

    private static Expression<Func<Alert, bool>> Or(
        Expression<Func<Alert, bool>> one, Expression<Func<Alert, bool>> other)
    {
        var alert = one.Parameters[0];
        var body = new ReplaceParameter(other.Parameters[0], alert).Visit(other.Body);
        return Expression.Lambda<Func<Alert, bool>>(Expression.OrElse(one.Body, body), alert);
    }

    private sealed class ReplaceParameter(ParameterExpression parameter, Expression replacement) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == parameter ? replacement : node;
    }
}
