namespace DetectionApi.Hostile.Making;

/// <summary>Texts that programs stumble over.</summary>
internal static class OddText
{
    private const int Long = 5_000;

    private static readonly string[] All =
    [
        "", " ", "\0", "a\0b", "\ufeff", "\u202e", "\u200b", "\uffff", "\ufffd", "é", "e\u0301", "ẞ", "İ", "ı", "😀",
        "👩‍👩‍👧‍👦", "\ud800", "\udc00", "\udc00\ud800", "\u0085", "\u2028", "\t", "\n", "\r\n", "\u001b[31m",
        "\u007f",
        "null", "true", "NaN", "Infinity", "-0", "0x", "0x1fffff", "0xffffffffffffffffffff", "1e309", "-1", "00",
        "9223372036854775808", "18446744073709551616", "4294967296", "2147483648", "1.5", "1e999999999", "٣",
        "*", "?", "**", "*a*a*a*a*a*b", "????????????????????????????????", "*?*?*?*?*?*?*?*?*?*?*b", "a,b", ",,,,",
        "' OR 1=1 --", "\"; DROP TABLE alerts; --", "%", "%00", "%2e%2e%2f", "%ff", "%u0041", "_", "\\", "\\\\", "/",
        "../../../../etc/passwd", "..\\..\\windows", "C:\\", "C:", "c:\\*", "\\\\server\\share\\x", "\\\\?\\C:\\x.exe",
        "\\??\\C:\\x.exe", "\\Device\\HarddiskVolume3\\x.exe", "C:\\x.exe:stream", "C:\\a\\..\\b",
        "C:\\PROGRA~1\\x.exe",
        "UNKNOWN(", "UNKNOWN()", "UNKNOWN(zz)", "UNKNOWN(000001C5F8E41B2E)|", "|||||", "+", "a+", "+1", "a+zz",
        "C:\\Windows\\SYSTEM32\\ntdll.dll+9fc24", "C:\\Windows\\SYSTEM32\\ntdll.dll+ffffffffffffffffff", "(wow64)",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
        "0000-00-00T00:00:00Z",
        "2026-02-30T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T10:20:60Z", "1601-01-01T00:00:00Z", "2026-03-02",
        "2026-03-02 10:20:30.250", "253402300800000", "-62135596800001", "20260302T102030Z", "now",
        "winlogbeat-8.17.0", "winlogbeat-*", "system", "SYSTEM", "local", "m.weber", "<script>alert(1)</script>",
        "{{7*7}}", "${jndi:ldap://127.0.0.1/a}", "{0}", "%s%n", "$.a[0]", "#/a", "W/\"1\"", "\"1\"", "\"*\"", "-",
        "open", "closed", "raised", "critical", "credential", "all-access", "unbacked", "Europe/Berlin", "S-1-5-18",
        "{7A2C10F3-4E1E-69A5-3B02-000000000E00}", "{", "}", "[", "]", "//", "/*", "*/", "#", ";", "&", "=", "`",
        "1.2.3.4", "::1", "1.2.3.4/33", "::/129", "999.1.1.1", "::ffff:1.2.3.4%eth0",
        "2dd480be-1263-4d9c-8672-172928f6789a", "00000000-0000-0000-0000-000000000000",
    ];

    public static string Of(Dice dice) => dice.Roll(24) switch
    {
        0 => new string(dice.Pick('a', '\\', '"', '*', '|', ' ', '0', 'é', '/'), dice.Between(200, Long)),
        1 => string.Concat(Enumerable.Repeat(dice.Pick(All), dice.Between(2, 60))),
        2 => string.Concat(Enumerable.Range(0, dice.Between(1, 12)).Select(_ => dice.Pick(All))),
        3 => $"{dice.Next()}",
        4 => $"-{dice.Next():x}",
        5 => new string([.. Enumerable.Range(0, dice.Between(1, 20)).Select(_ => (char)dice.Roll(0x10000))]),
        _ => dice.Pick(All),
    };
}
