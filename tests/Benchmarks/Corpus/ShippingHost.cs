using System.Security.Cryptography;
using System.Text;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>A computer that sends its events: who it is.</summary>
internal sealed class ShippingHost
{
    /// <summary>The length of <see cref="Computer"/>.</summary>
    public const int ComputerBytes = 24;

    /// <summary>The length of <see cref="Origin"/>.</summary>
    public static readonly int OriginBytes = new ShippingHost(0, 0).Origin.Length;

    public ShippingHost(int seed, int number)
    {
        // The seed is part of the name: two corpora are of different computers.
        var name = $"ws{(ushort)seed:x4}-{number:d4}";
        var ids = Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes($"{seed} {number}")));
        Number = number;
        Machine = ids[..8];
        Computer = Encoding.UTF8.GetBytes($"{name}.corp.example");
        Origin = Encoding.UTF8.GetBytes(
            $$$"""
            "host":{"name":"{{{name}}}","hostname":"{{{name}}}","id":"{{{Uuid(ids[8..40])}}}","architecture":"x86_64",
            "os":{"type":"windows","family":"windows","platform":"windows","name":"Windows 10 Enterprise",
            "version":"10.0","build":"19045.4529","kernel":"10.0.19041.4522 (WinBuild.160101.0800)"}},
            "agent":{"type":"winlogbeat","version":"8.17.0","name":"{{{name}}}","id":"{{{Uuid(ids[40..72])}}}",
            "ephemeral_id":"{{{Uuid(ids[72..104])}}}"},"ecs":{"version":"8.0.0"}
            """.ReplaceLineEndings(""));
    }

    /// <summary>Its number among the computers of the corpus.</summary>
    public int Number { get; }

    /// <summary>With what the GUIDs of its processes begin.</summary>
    public string Machine { get; }

    /// <summary>Its full name.</summary>
    public byte[] Computer { get; }

    /// <summary>What each of its events says about it and its shipper.</summary>
    public byte[] Origin { get; }

    private static string Uuid(string digits) =>
        $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
}
