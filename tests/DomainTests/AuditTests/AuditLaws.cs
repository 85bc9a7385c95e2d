using System.Reflection;
using DetectionApi.Domain.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.AuditTests;

/// <summary>That whatever is done to a log is found.</summary>
public sealed class AuditLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly PropertyInfo[] Fields = [.. typeof(AuditLine).GetProperties()
        .Where(property => property.CanWrite)];

    private static readonly Gen<(AuditLine[] Log, int At)> Places =
        from log in SomeLine.Logs
        from at in Gen.Choose(0, log.Length - 1)
        select (log, at);

    [Fact]
    public void A_log_that_nobody_touched_is_whole() => Prop.ForAll(SomeLine.Logs.ToArbitrary(), log =>
        SomeLine.FaultOf(log) is null && SomeLine.FaultOf(log, AuditHead.Of(log[^1])) is null
        && log.All(line => SomeLine.FaultOf(log, AuditHead.Of(line)) is null)).Check(Often);

    [Fact]
    public void Any_field_of_any_line_that_is_another_one_is_found() => Prop.ForAll(
        (from place in Places
         from field in Gen.Elements(Fields)
         from other in SomeLine.Logs
         select (place.Log, place.At, field, other[0])).ToArbitrary(),
        change =>
        {
            var (log, at, field, other) = change;
            if (AreSame(field.GetValue(log[at]), field.GetValue(other))) return true;

            return SomeLine.FaultOf(log.Index().Select(line =>
                line.Index == at ? With(line.Item, field, field.GetValue(other)) : line.Item)) is not null;
        }).Check(Often);

    [Fact]
    public void Any_byte_of_a_hash_that_is_another_one_is_found() => Prop.ForAll(
        (from place in Places
         from index in Gen.Choose(0, AuditChain.HashBytes - 1)
         from isPrevious in Gen.Elements(true, false)
         select (place.Log, place.At, index, isPrevious)).ToArbitrary(),
        change =>
        {
            var (log, at, index, isPrevious) = change;
            byte[] hash = [.. isPrevious ? log[at].PreviousHash : log[at].Hash];
            hash[index] ^= 1;
            log[at] = isPrevious ? log[at] with { PreviousHash = hash } : log[at] with { Hash = hash };
            return SomeLine.FaultOf(log) is not null;
        }).Check(Often);

    [Fact]
    public void A_line_that_is_missing_is_found_unless_it_was_the_last() => Prop.ForAll(
        Places.ToArbitrary(),
        place =>
        {
            var (log, at) = place;
            var fault = SomeLine.FaultOf(log.Where((_, index) => index != at));
            var noted = SomeLine.FaultOf(log.Where((_, index) => index != at), AuditHead.Of(log[^1]));
            return (fault is null) == (at == log.Length - 1) && noted is not null;
        }).Check(Often);

    [Fact]
    public void Lines_that_changed_places_are_found() => Prop.ForAll(
        Places.ToArbitrary(),
        place =>
        {
            var (log, at) = place;
            var other = (at + 1) % log.Length;
            (log[at], log[other]) = (log[other], log[at]);
            return SomeLine.FaultOf(log) is not null;
        }).Check(Often);

    [Fact]
    public void A_line_that_was_put_in_is_found_even_with_numbers_and_a_hash_of_its_own() => Prop.ForAll(
        (from place in Places
         from content in SomeLine.Contents
         select (place.Log, place.At, content)).ToArbitrary(),
        change =>
        {
            var (log, at, content) = change;
            var before = at == 0 ? AuditHead.None : AuditHead.Of(log[at - 1]);
            AuditLine[] forged = [.. log[..at], AuditChain.Append(before, content), .. log[at..]];
            return SomeLine.FaultOf(forged) is not null;
        }).Check(Often);

    [Fact]
    public void A_log_that_was_written_anew_is_found_by_an_end_that_was_noted() => Prop.ForAll(
        (from place in Places
         from content in SomeLine.Contents
         select (place.Log, place.At, content)).ToArbitrary(),
        change =>
        {
            var (log, at, content) = change;
            var changed = content with { Actor = log[at].Actor + "x" };
            AuditLine[] anew = SomeLine.Chained([.. log[..at], changed, .. log[(at + 1)..]]);
            return SomeLine.FaultOf(anew) is null
                && SomeLine.FaultOf(anew, AuditHead.Of(log[^1])) is not null
                && SomeLine.FaultOf(anew, AuditHead.Of(log[at])) is not null;
        }).Check(Often);

    [Fact]
    public void No_two_contents_have_the_same_hash() => Prop.ForAll(
        (from one in SomeLine.Contents from other in SomeLine.Contents select (one, other)).ToArbitrary(),
        pair =>
        {
            var one = AuditChain.Append(AuditHead.None, pair.one);
            var other = AuditChain.Append(AuditHead.None, pair.other);
            var areSame = Fields.Where(field => field.Name is not nameof(AuditLine.Hash))
                .All(field => AreSame(field.GetValue(one), field.GetValue(other)));
            return areSame == one.Hash.AsSpan().SequenceEqual(other.Hash);
        }).Check(Often);

    private static bool AreSame(object? one, object? other) => one is byte[] bytes && other is byte[] others
        ? bytes.AsSpan().SequenceEqual(others)
        : one is DateTimeOffset at && other is DateTimeOffset time
            ? at.ToUnixTimeMilliseconds() == time.ToUnixTimeMilliseconds()
            : Equals(one, other);

    private static AuditLine With(AuditLine line, PropertyInfo field, object? value)
    {
        var changed = line with { };
        field.SetValue(changed, value);
        return changed;
    }
}
