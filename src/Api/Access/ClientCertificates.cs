using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DetectionApi.Api.Operations;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Lets shippers show a certificate instead of a key, if the settings name its authorities.</summary>
internal sealed class ClientCertificates(IOptions<AccessOptions> access) : IConfigureOptions<KestrelServerOptions>
{
    // RFC 5280, 4.2.1.12: for the client's side of TLS.
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public void Configure(KestrelServerOptions kestrel)
    {
        if (access.Value.ClientCertificateAuthorities is not { } file) return;

        var authorities = Read(file);
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, shown, _) => IsOf(authorities, certificate, shown);
        });
    }

    private static X509Certificate2Collection Read(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            throw new StartRefusedException(
                $"{file} (Access:ClientCertificateAuthorities) cannot be read: {e.Message.TrimEnd('.')}");
        }

        return authorities.Count > 0
            ? authorities
            : throw new StartRefusedException($"{file} (Access:ClientCertificateAuthorities) holds no certificate");
    }

    // Nobody's but the named authorities count, whomever this computer trusts else.
    private static bool IsOf(
        X509Certificate2Collection authorities, X509Certificate2 certificate, X509Chain? shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (shown is not null)
            foreach (var element in shown.ChainElements) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }
}
