using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Store;

/// <summary>A copy of a server's entry in its own folder, for the day when the store cannot be read.</summary>
internal static class EntryCopy
{
    private const string Name = "server.json";

    public static void Write(DataFolder folder, ServerEntry entry)
    {
        DataFolder.MakePrivate(folder.ServerFolder(entry.Id));
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) entry.ToJson().WriteTo(writer);
        WholeFile.Write(Path.Combine(folder.ServerFolder(entry.Id), Name), stream.ToArray());
    }

    public static IEnumerable<ServerEntry> ReadAll(DataFolder folder)
    {
        if (!Directory.Exists(folder.ServersFolder)) yield break;
        foreach (string server in Directory.EnumerateDirectories(folder.ServersFolder))
        {
            if (Read(Path.Combine(server, Name)) is { } json) yield return new ServerEntry(Path.GetFileName(server), json);
        }
    }

    private static JsonObject? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
