using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>The service's own scanner of JSON takes and refuses what the base library's reader does.</summary>
public sealed class JsonScannerTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2000);
    private static readonly FieldSet Fields = new(["a", "a.b", "winlog.event_data.CallTrace", "winlog.record_id"]);

    [Theory]
    [InlineData("""{}""")]
    [InlineData(""" { "a" : 1 } """)]
    [InlineData("""{"a":-0.5e+10,"b":[1,2,{"c":null}],"d":"\u00e9\n\"\\\/\b\f\r\t"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":[[],{},[{}]]}""")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":[1,]}""")]
    [InlineData("""{,"a":1}""")]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{a:1}""")]
    [InlineData("""{'a':1}""")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":1.}""")]
    [InlineData("""{"a":.5}""")]
    [InlineData("""{"a":+1}""")]
    [InlineData("""{"a":1e}""")]
    [InlineData("""{"a":-}""")]
    [InlineData("""{"a":1x}""")]
    [InlineData("""{"a":truex}""")]
    [InlineData("""{"a":tru}""")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("""{"a":"\x"}""")]
    [InlineData("""{"a":"\u12g4"}""")]
    [InlineData("""{"a":"\u12"}""")]
    [InlineData("""{"a":"open}""")]
    [InlineData("""{"a":"open\"}""")]
    [InlineData("""{"a":"open\""")]
    [InlineData("{\"a\":\"line\nbreak\"}")]
    [InlineData("{\"a\":\"nul\0\"}")]
    [InlineData("{\"a\":1\0}")]
    [InlineData("{\"a\":1}\0")]
    [InlineData("""{"a":1/**/}""")]
    [InlineData("""{"b":{"c":{"d":"\q"}}}""")]
    public void A_document_is_taken_or_refused_as_the_library_does(string json) =>
        Assert.Equal(IsObject(Encoding.UTF8.GetBytes(json)), IsRead(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(5000, false)]
    public void Nesting_is_bounded_as_in_the_library(int depth, bool isRead)
    {
        foreach (var (open, close) in new[] { ("""{"a":""", "}"), ("""{"x":""", "}"), ("[", "]") })
        {
            var inner = string.Concat(Enumerable.Repeat(open, depth - 1)) + "1"
                + string.Concat(Enumerable.Repeat(close, depth - 1));
            var document = Encoding.UTF8.GetBytes($$"""{"a":{{inner}}}""");
            Assert.Equal((isRead, isRead), (IsObject(document), IsRead(document)));
        }
    }

    [Fact]
    public void A_document_with_some_bytes_changed_is_taken_or_refused_as_the_library_does()
    {
        var whole = Some.ProcessAccess().Utf8;
        var changes = from at in Gen.Choose(0, whole.Length - 1) from value in Gen.Choose(0, 255) select (at, value);
        var mutations = from some in Gen.ListOf(changes)
            from length in Gen.OneOf(Gen.Constant(whole.Length), Gen.Choose(0, whole.Length))
            select (some, length);
        Prop.ForAll(mutations.ToArbitrary(), mutation =>
        {
            byte[] document = [.. whole];
            foreach (var (at, value) in mutation.some) document[at] = Likely(value);
            document = document[..mutation.length];
            return IsObject(document) == IsRead(document);
        }).Check(Often);
    }

    [Fact]
    public void A_few_bytes_of_JSON_are_taken_or_refused_as_the_library_does() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 255).Select(Likely)).ToArbitrary(), bytes =>
        {
            byte[] document = [.. "{\"a\":"u8, .. bytes, (byte)'}'];
            return IsObject(document) == IsRead(document);
        }).Check(Often);

    // Mostly bytes that mean something.
    private static byte Likely(int value)
    {
        var meaning = "{}[]\",:\\u0123456789abcdef.-+eEtrufalsn \n\t\0"u8;
        return value < 200 ? meaning[value % meaning.Length] : (byte)value;
    }

    private static bool IsRead(byte[] document)
    {
        var isRead = new EventBuffer(Fields).TryRead(document, out _, out var reason);
        Assert.Equal(isRead, reason is null);
        return isRead;
    }

    private static bool IsObject(byte[] document)
    {
        try
        {
            var json = new Utf8JsonReader(document);
            json.Read();
            var isObject = json.TokenType is JsonTokenType.StartObject;
            while (json.Read()) continue;
            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
