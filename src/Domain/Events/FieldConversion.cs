namespace DetectionApi.Domain.Events;

/// <summary>What the normaliser does to a value on its way into a canonical field.</summary>
/// <remarks>A value that a conversion does not understand stays out of the field, unless said otherwise.</remarks>
internal enum FieldConversion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A number becomes text: Elasticsearch maps the field as a keyword.</summary>
    Text,

    /// <summary>As <see cref="Text"/>; and what Windows writes for nothing (<c>""</c>, <c>-</c>) goes.</summary>
    Data,

    /// <summary>The argument, whatever the value is.</summary>
    Constant,

    /// <summary>Decimal digits become a number; other text stays as it is.</summary>
    Number,

    /// <summary>Decimal digits become a number; anything else stays out.</summary>
    DecimalNumber,

    /// <summary><c>0x1fc</c> becomes the number 508; decimal digits become a number.</summary>
    HexNumber,

    /// <summary><c>true</c> and <c>false</c> in any case become boolean.</summary>
    Boolean,

    /// <summary>Whether the value is the argument.</summary>
    IsArgument,

    /// <summary>Whether both the value and that of the field named by the argument are true.</summary>
    And,

    /// <summary>The value, if it begins with the argument.</summary>
    Prefixed,

    /// <summary>ASCII letters become small.</summary>
    Lower,

    /// <summary>A GUID of any spelling gets braces and lower case; the zero GUID means nothing and goes.</summary>
    Guid,

    /// <summary>An access mask of any spelling becomes <c>0x</c> and lower-case hexadecimal without padding.</summary>
    AccessMask,

    /// <summary>
    /// Sysmon's <c>2019-06-21 07:35:37.101</c> becomes <c>2019-06-21T07:35:37.101Z</c>; other text stays out.
    /// </summary>
    UtcTime,

    /// <summary>An address, IPv4 written as such and not as mapped into IPv6.</summary>
    Ip,

    /// <summary>
    /// The text after the last backslash; nothing if there is none, as with the process <c>System</c>.
    /// </summary>
    FileName,

    /// <summary>The text before the last backslash.</summary>
    FileDirectory,

    /// <summary>The text after the last dot of the file's name, not of its path as in Elastic's pipelines.</summary>
    FileExtension,

    /// <summary><c>DOMAIN</c> of <c>DOMAIN\user</c>; nothing unless there is exactly one backslash.</summary>
    AccountDomain,

    /// <summary><c>user</c> of <c>DOMAIN\user</c>; nothing unless there is exactly one backslash.</summary>
    AccountName,

    /// <summary><c>user</c> of <c>user@realm</c>; all of it if there is no <c>@</c>.</summary>
    PrincipalName,

    /// <summary>Of <c>SHA1=…,MD5=…</c> the hash that the argument names, in lower case; zeros are none.</summary>
    Hash,

    /// <summary>The short name of the hive, if the registry path begins with one.</summary>
    RegistryHive,

    /// <summary>The registry path without its hive.</summary>
    RegistryKey,

    /// <summary>The last element of the registry path.</summary>
    RegistryValue,

    /// <summary>The type of what Sysmon says was written to the registry.</summary>
    RegistryDataType,

    /// <summary>What was written to the registry; numbers in decimal.</summary>
    RegistryDataText,

    /// <summary>The data of all answers to a query: names first, then addresses.</summary>
    DnsAnswerData,

    /// <summary>The types of all answers to a query, in the order of <see cref="DnsAnswerData"/>.</summary>
    DnsAnswerType,

    /// <summary>The names among the answers to a query.</summary>
    DnsAnswerName,

    /// <summary>The addresses among the answers to a query.</summary>
    DnsResolvedIp,

    /// <summary>The name of a query's status; the number if it has none that we know.</summary>
    DnsStatus,

    /// <summary>Whether the process began the connection: <c>egress</c> or <c>ingress</c>.</summary>
    Direction,

    /// <summary>Whether the address is one of IPv6: <c>ipv6</c> or <c>ipv4</c>.</summary>
    IpVersion,

    /// <summary>A kind of logon in words.</summary>
    LogonType,

    /// <summary>The arguments of a command line, as a program sees them.</summary>
    Arguments,

    /// <summary>How many arguments a command line has.</summary>
    ArgumentCount,

    /// <summary>The arguments of a command line with the quotation marks that they have in it.</summary>
    QuotedArguments,
}
