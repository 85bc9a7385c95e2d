using System.Text;
using System.Text.RegularExpressions;
using DetectionApi.Api.Evidence;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>Bundles of evidence: the same bytes for the same files, and no byte that can change unseen.</summary>
public sealed partial class EvidenceArchiveTests
{
    private static readonly EvidenceFile[] Files =
    [
        new("alert.json", "{\"id\":\"5b0e\"}"u8.ToArray()), new("occurrences/000001.json", "{\"a\":1}"u8.ToArray()),
        new("report.md", Encoding.UTF8.GetBytes("# Größe\n")), new("empty.json", []),
    ];

    [Fact]
    public void The_same_files_make_the_same_bytes() => Assert.Equal(Bundle(Files), Bundle(Files));

    [Fact]
    public void A_bundle_is_whole_as_it_was_made() => Assert.Empty(EvidenceCheck.FaultsOf(Bundle(Files)));

    [Fact]
    public void Every_flipped_byte_is_found_and_one_in_a_file_is_named_by_it()
    {
        var bundle = Bundle(Files);
        for (var at = 0; at < bundle.Length; at++)
        {
            var changed = (byte[])bundle.Clone();
            changed[at] ^= 0x20;
            var fault = Assert.Single(EvidenceCheck.FaultsOf(changed).Take(1));
            if (FileAt(bundle, at) is { } name) Assert.StartsWith(name, fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_taken_out_put_in_renamed_or_moved_is_named()
    {
        var manifest = EvidenceManifest.Of("5b0e", 3, Files).ToFile();
        EvidenceFile extra = new("extra.json", []);

        Assert.Equal(
            ["report.md is missing."],
            EvidenceCheck.FaultsOf(EvidenceArchive.Pack([.. Files.Where(f => f.Name != "report.md"), manifest])));
        Assert.Equal(
            ["extra.json is not in the manifest."],
            EvidenceCheck.FaultsOf(EvidenceArchive.Pack([.. Files, extra, manifest])));
        Assert.Equal(
            ["other.json is not in the manifest.", "alert.json is missing."],
            EvidenceCheck.FaultsOf(
                EvidenceArchive.Pack([Files[0] with { Name = "other.json" }, .. Files.Skip(1), manifest])));
        Assert.Equal(
            ["manifest.json was changed: the chain does not fit the files."],
            EvidenceCheck.FaultsOf(EvidenceArchive.Pack([.. Files.Reverse(), manifest])));
    }

    // Whoever unpacks it must get no file where he wants none.
    [Fact]
    public async Task No_name_in_a_bundle_is_taken_from_an_event()
    {
        const string Hostile = @"..\..\..\evil/../../x";
        await using var service = TestService.Start();
        await service.PostBulkAsync(new AccessEvent
        {
            Computer = Hostile, HostId = Hostile, User = Hostile, Source = $@"C:\{Hostile}.exe",
        }.Winlogbeat8);
        var id = (string)Assert.Single(await service.AlertsAsync())!["id"]!;

        var bundle = await service.Client.GetByteArrayAsync($"/api/v1/alerts/{id}/evidence");

        Assert.All(EvidenceArchive.Unpack(bundle), file => Assert.Matches(FixedName(), file.Name));
    }

    [GeneratedRegex(@"^((context|occurrences)/)?[a-z0-9-]+\.(json|md)$")]
    private static partial Regex FixedName();

    [Theory]
    [InlineData("")]
    [InlineData("no archive")]
    public void What_is_no_archive_is_refused(string text) =>
        Assert.StartsWith("The archive", Assert.Single(EvidenceCheck.FaultsOf(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public async Task The_program_says_whether_a_bundle_is_whole()
    {
        using var folder = new TestDirectory();
        var file = Path.Combine(folder.Path, "bundle.zip");
        await File.WriteAllBytesAsync(file, Bundle(Files));
        Assert.Equal((0, ""), await RunAsync(file));

        var bytes = await File.ReadAllBytesAsync(file);
        bytes[Encoding.Latin1.GetString(bytes).IndexOf("5b0e", StringComparison.Ordinal)]++;
        await File.WriteAllBytesAsync(file, bytes);
        var (code, errors) = await RunAsync(file);
        Assert.Equal(1, code);
        Assert.StartsWith("alert.json was changed", errors);
        Assert.Equal(1, (await RunAsync(file + ".none")).Code);
    }

    private static async Task<(int Code, string Errors)> RunAsync(string file)
    {
        var errors = new StringWriter();
        return (await VerifyEvidenceCommand.RunAsync(file, TextWriter.Null, errors, default), errors.ToString());
    }

    private static byte[] Bundle(EvidenceFile[] files) =>
        EvidenceArchive.Pack([.. files, EvidenceManifest.Of("5b0e", 3, files).ToFile()]);

    // Files are stored as they are, so each one's bytes stand in the archive.
    private static string? FileAt(byte[] bundle, int at)
    {
        foreach (var file in Files.Where(f => f.Content.Length > 0))
        {
            var start = bundle.AsSpan().IndexOf(file.Content);
            if (at >= start && at < start + file.Content.Length) return file.Name;
        }

        return null;
    }
}
