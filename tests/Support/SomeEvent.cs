using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DetectionApi.Support;

/// <summary>A document that a test changes to its liking, one field at a time.</summary>
public sealed class SomeEvent
{
    // As shippers write it: no escapes beyond those that JSON demands.
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _document;

    public SomeEvent(string json) => _document = (JsonObject)JsonNode.Parse(json)!;

    public string Json => _document.ToJsonString(Plain);

    public byte[] Utf8 => Encoding.UTF8.GetBytes(Json);

    /// <summary>Gives the field at that path of names a value, making the objects on the way.</summary>
    public SomeEvent With(string path, object? value)
    {
        var (parent, name) = Find(path);
        parent[name] = JsonSerializer.SerializeToNode(value);
        return this;
    }

    public SomeEvent Without(string path)
    {
        var (parent, name) = Find(path);
        parent.Remove(name);
        return this;
    }

    private (JsonObject Parent, string Name) Find(string path)
    {
        var names = path.Split('.');
        var parent = _document;
        foreach (var name in names[..^1])
        {
            if (parent[name] is not JsonObject child) parent[name] = child = [];
            parent = child;
        }

        return (parent, names[^1]);
    }
}
