using DetectionApi.Api.ExceptionItems;
using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Domain.ExceptionItems;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.ApiTests;

/// <summary>What holds for any item that goes out and comes in again.</summary>
public sealed class KibanaLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void What_is_exported_imported_and_exported_again_is_the_same_byte_for_byte() => Check((content, comments) =>
    {
        var line = KibanaWriter.Item("one-1", content, comments);
        var item = ReadBack(line);

        return KibanaWriter.Item(item.Id, item.Request.ToContent(KibanaLine.Now), item.Comments)
            .AsSpan().SequenceEqual(line);
    });

    [Fact]
    public void What_is_imported_again_means_the_same() => Check((content, comments) =>
    {
        var back = ReadBack(KibanaWriter.Item("one-1", content, comments)).Request.ToContent(KibanaLine.Now);

        // Times are told to the millisecond.
        var wanted = Rounded(content.Terms);
        return back.Terms.Contain(wanted) && wanted.Contain(back.Terms)
            && back.Evidence.SequenceEqual(content.Evidence) && back.Overrides.SequenceEqual(content.Overrides)
            && (back.Reason, back.Owner, back.Replaces) == (content.Reason, content.Owner, content.Replaces);
    });

    [Fact]
    public void An_item_whose_entries_were_changed_is_not_taken_for_what_its_meta_says() => Check((content, comments) =>
    {
        var line = System.Text.Encoding.UTF8.GetString(KibanaWriter.Item("one-1", content, comments));
        var changed = line.Replace("\"operator\":\"included\"", "\"operator\":\"excluded\"", StringComparison.Ordinal);

        return changed == line || KibanaLine.Read(changed) is { Items: [], Faults: [{ Code: "changed-in-kibana" }] };
    });

    private static ExceptionTerms Rounded(ExceptionTerms terms) => terms with
    {
        ValidFrom = Rounded(terms.ValidFrom),
        ExpiresAt = Rounded(terms.ExpiresAt),
    };

    private static DateTimeOffset? Rounded(DateTimeOffset? time) =>
        time is { } some ? DateTimeOffset.FromUnixTimeMilliseconds(some.ToUnixTimeMilliseconds()) : null;

    private static ImportedItem ReadBack(byte[] line)
    {
        var reader = new KibanaFileReader("mira", KibanaLine.Now, days: 30);
        reader.Add(line);
        var file = reader.Finish();
        Assert.Empty(file.Faults);
        Assert.Empty(file.Items[0].Notes);
        return file.Items[0];
    }

    private static void Check(Func<ExceptionContent, IReadOnlyList<KibanaComment>, bool> law) => Prop.ForAll(
        SomeException.Contents.ToArbitrary(), SomeException.Comments.ToArbitrary(), law).Check(Often);
}
