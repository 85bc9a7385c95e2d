using System.Text;

namespace DetectionApi.Hostile.Wire;

/// <summary>A request before it is bytes; nothing in it is checked.</summary>
internal sealed class WireRequest(string method, string target)
{
    /// <summary>Its method.</summary>
    public string Method { get; set; } = method;

    /// <summary>What stands behind the method, letter by letter.</summary>
    public string Target { get; set; } = target;

    /// <summary>Its headers in order, without the length of the body.</summary>
    public List<(string Name, string Value)> Headers { get; } = [("Host", "127.0.0.1")];

    /// <summary>Its body; null if it has none, which is not the same as an empty one.</summary>
    public byte[]? Body { get; set; }

    /// <summary>Adds a header.</summary>
    public WireRequest With(string name, string? value)
    {
        if (value is not null) Headers.Add((name, value));
        return this;
    }

    /// <summary>The bytes; letters beyond U+00FF are written as UTF-8.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (Body is not null) head.Append("Content-Length: ").Append(Body.Length).Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }
}
