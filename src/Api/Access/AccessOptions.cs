using System.Net;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Who may come in. Bound from the section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>
    /// Whether nobody needs a key: true for never, which only this computer may reach; false for always; null for as
    /// long as there are no keys.
    /// </summary>
    /// <value>The default is null.</value>
    public bool? Anonymous { get; init; }

    /// <summary>
    /// Proxies in front of the service, as addresses or networks (<c>10.0.0.0/8</c>): theirs is the only
    /// <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> that is believed. None unless given.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>
    /// A PEM file of certificate authorities: who shows a client certificate of theirs may post events without a key.
    /// Null for none.
    /// </summary>
    public string? ClientCertificateAuthorities { get; init; }

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<AccessOptions> options) => options
        .Validate(
            o => o.Proxies.All(proxy => NetworkOf(proxy) is not null),
            "Access:Proxies must name addresses or networks, such as 10.1.2.3 or 10.0.0.0/8")
        .Validate(
            o => o.ClientCertificateAuthorities is null || File.Exists(o.ClientCertificateAuthorities),
            "Access:ClientCertificateAuthorities must name a PEM file that exists");

    /// <summary>The network that is meant; null if none is.</summary>
    public static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
