using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>TLS by the server's own settings, and certificates of clients for shippers.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task A_shipper_with_a_certificate_of_the_named_authority_posts_and_reads_nothing()
    {
        using var directory = new TestDirectory();
        using var authority = Certificate("Shippers' authority", issuer: null);
        using var stranger = Certificate("Strangers' authority", issuer: null);
        await using var service = await StartAsync(directory, authority);
        var address = await service.ListeningAsync();
        using var ours = ClientWith(Certificate("shipper-7", authority), address);
        using var theirs = ClientWith(Certificate("shipper-7", stranger), address);
        using var nobody = ClientWith(null, address);

        using var posted = await ours.PostAsync("/_bulk", TestService.Body(Bulk.Of(Some.RaisedEvent())));
        using var read = await ours.GetAsync("/api/v1/alerts");
        using var anonymous = await nobody.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => theirs.GetAsync("/"));
    }

    private static async Task<ServiceProcess> StartAsync(TestDirectory directory, X509Certificate2 authority)
    {
        var authorities = Path.Combine(directory.Path, "authorities.pem");
        var server = Path.Combine(directory.Path, "server.pfx");
        await File.WriteAllTextAsync(authorities, authority.ExportCertificatePem());
        using var certificate = Certificate("localhost", issuer: null);
        await File.WriteAllBytesAsync(server, certificate.Export(X509ContentType.Pfx, "secret"));
        return ServiceProcess.Start(
            directory,
            [
                "--Kestrel:Endpoints:A:Url", "https://0.0.0.0:0", "--Kestrel:Endpoints:A:Certificate:Path", server,
                "--Kestrel:Endpoints:A:Certificate:Password", "secret",
                "--Access:ClientCertificateAuthorities", authorities,
            ]);
    }

    private static HttpClient ClientWith(X509Certificate2? certificate, Uri address)
    {
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        if (certificate is not null) handler.ClientCertificates.Add(certificate);
        return new HttpClient(handler)
        {
            BaseAddress = new UriBuilder(address) { Host = "127.0.0.1" }.Uri,
        };
    }

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(issuer is null ? 2 : 1));
        if (issuer is null) return request.CreateSelfSigned(from, until);

        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var signed = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }
}
