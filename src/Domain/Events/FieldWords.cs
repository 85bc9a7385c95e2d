using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Words for what Windows writes as a number or as yes and no.</summary>
internal sealed class FieldWords
{
    /// <summary>Types of DNS records, by their numbers.</summary>
    public static readonly FieldWords DnsTypes = new(
        "1 A", "2 NS", "5 CNAME", "6 SOA", "12 PTR", "13 HINFO", "15 MX", "16 TXT", "17 RP", "18 AFSDB", "24 SIG",
        "25 KEY", "28 AAAA", "29 LOC", "33 SRV", "35 NAPTR", "36 KX", "37 CERT", "39 DNAME", "41 OPT", "43 DS",
        "46 RRSIG", "47 NSEC", "48 DNSKEY", "49 DHCID", "50 NSEC3", "52 TLSA", "64 SVCB", "65 HTTPS", "99 SPF",
        "249 TKEY", "250 TSIG", "251 IXFR", "252 AXFR", "255 ANY", "257 CAA", "65281 WINS", "65282 WINSR");

    private static readonly FieldWords DnsStatuses = new(
        "0 SUCCESS", "5 ERROR_ACCESS_DENIED", "8 ERROR_NOT_ENOUGH_MEMORY", "13 ERROR_INVALID_DATA",
        "14 ERROR_OUTOFMEMORY", "87 ERROR_INVALID_PARAMETER", "123 ERROR_INVALID_NAME", "1214 ERROR_INVALID_NETNAME",
        "1223 ERROR_CANCELLED", "1460 ERROR_TIMEOUT", "4312 ERROR_OBJECT_NOT_FOUND",
        "9001 DNS_ERROR_RCODE_FORMAT_ERROR", "9002 DNS_ERROR_RCODE_SERVER_FAILURE", "9003 DNS_ERROR_RCODE_NAME_ERROR",
        "9004 DNS_ERROR_RCODE_NOT_IMPLEMENTED", "9005 DNS_ERROR_RCODE_REFUSED", "9006 DNS_ERROR_RCODE_YXDOMAIN",
        "9007 DNS_ERROR_RCODE_YXRRSET", "9008 DNS_ERROR_RCODE_NXRRSET", "9009 DNS_ERROR_RCODE_NOTAUTH",
        "9010 DNS_ERROR_RCODE_NOTZONE", "9016 DNS_ERROR_RCODE_BADSIG", "9017 DNS_ERROR_RCODE_BADKEY",
        "9018 DNS_ERROR_RCODE_BADTIME", "9501 DNS_INFO_NO_RECORDS", "9502 DNS_ERROR_BAD_PACKET",
        "9503 DNS_ERROR_NO_PACKET", "9504 DNS_ERROR_RCODE", "9505 DNS_ERROR_UNSECURE_PACKET",
        "9506 DNS_REQUEST_PENDING", "9551 DNS_ERROR_INVALID_TYPE", "9552 DNS_ERROR_INVALID_IP_ADDRESS",
        "9553 DNS_ERROR_INVALID_PROPERTY", "9560 DNS_ERROR_INVALID_NAME_CHAR", "9561 DNS_ERROR_NUMERIC_NAME",
        "9701 DNS_ERROR_RECORD_DOES_NOT_EXIST", "9702 DNS_ERROR_RECORD_FORMAT", "9704 DNS_ERROR_UNKNOWN_RECORD_TYPE",
        "9705 DNS_ERROR_RECORD_TIMED_OUT", "9707 DNS_ERROR_CNAME_LOOP", "9714 DNS_ERROR_NAME_DOES_NOT_EXIST",
        "9852 DNS_ERROR_NO_DNS_SERVERS", "10054 WSAECONNRESET", "10060 WSAETIMEDOUT", "11001 WSAHOST_NOT_FOUND",
        "11002 WSATRY_AGAIN", "11003 WSANO_RECOVERY", "11004 WSANO_DATA");

    private static readonly FieldWords LogonTypes = new(
        "2 Interactive", "3 Network", "4 Batch", "5 Service", "7 Unlock", "8 NetworkCleartext", "9 NewCredentials",
        "10 RemoteInteractive", "11 CachedInteractive", "12 CachedRemoteInteractive", "13 CachedUnlock");

    private static readonly FieldWords Directions = new("true egress", "false ingress");
    private static readonly FieldWords IpVersions = new("true ipv6", "false ipv4");

    private readonly (byte[] Code, byte[] Word)[] _words;

    private FieldWords(params string[] words) => _words =
        [.. words.Select(w => w.Split(' ')).Select(w => (Encoding.UTF8.GetBytes(w[0]), Encoding.UTF8.GetBytes(w[1])))];

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        var words = conversion switch
        {
            FieldConversion.DnsStatus => DnsStatuses,
            FieldConversion.Direction => Directions,
            FieldConversion.IpVersion => IpVersions,
            _ => LogonTypes,
        };
        if (words.Find(view.Text(slot)) is { } word) view.Set(slot, FieldKind.Text, word);
        else if (conversion is not FieldConversion.DnsStatus) view.Remove(slot);
    }

    /// <summary>The word for a code; null if there is none.</summary>
    public byte[]? Find(ReadOnlySpan<byte> code)
    {
        foreach (var (known, word) in _words)
            if (Ascii.EqualsIgnoreCase(code, known)) return word;

        return null;
    }
}
