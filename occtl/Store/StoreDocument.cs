using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Store;

/// <summary>What the store holds: the file of opencode-ctl, which calls servers sessions.</summary>
internal sealed class StoreDocument
{
    private const string ServersName = "sessions";

    private static readonly JsonWriterOptions _indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _root;

    private StoreDocument(JsonObject root) => _root = root;

    /// <summary>The servers, oldest first.</summary>
    public IReadOnlyList<ServerEntry> Servers
        => [.. Entries.Where(static e => e.Value is JsonObject).Select(static e => new ServerEntry(e.Key, (JsonObject)e.Value!))
            .OrderBy(static e => e.CreatedAt).ThenBy(static e => e.Id, StringComparer.Ordinal)];

    private JsonObject Entries
    {
        get
        {
            if (_root[ServersName] is JsonObject entries) return entries;
            JsonObject made = [];
            _root[ServersName] = made;
            return made;
        }
    }

    public static StoreDocument Empty() => new(new JsonObject { [ServersName] = new JsonObject(), ["next_port"] = 9100 });

    /// <summary>Reads it.</summary>
    /// <returns>Null when it is no store.</returns>
    public static StoreDocument? TryParse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8) is JsonObject root && root[ServersName] is null or JsonObject
                ? new StoreDocument((JsonObject)JsonNode.Parse(utf8)!) : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public ServerEntry? Find(string id) => Entries[id] is JsonObject json ? new ServerEntry(id, json) : null;

    public void Put(ServerEntry entry) => Entries[entry.Id] = entry.ToJson();

    public bool Remove(string id) => Entries.Remove(id);

    /// <summary>Tells the Python tool which port to try next.</summary>
    public void SetNextPort(int port) => _root["next_port"] = port;

    public byte[] ToUtf8()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, _indented)) _root.WriteTo(writer);
        return stream.ToArray();
    }
}
