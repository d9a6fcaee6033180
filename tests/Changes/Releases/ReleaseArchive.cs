using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Workbench;

namespace OpenCodeGen.Changes.Tests.Releases;

/// <summary>The documents of every release that the feed had on 27 November 2026: neighbours are nearly equal, so that all take little room.</summary>
internal static class ReleaseArchive
{
    private const string FolderVariable = "RELEASE_DOCUMENTS";

    private static readonly Lazy<IReadOnlyList<(string Version, ReadOnlyMemory<byte> Document)>> _all = new(Read);

    private static string File => Clone.InRoot("tests/Changes/Releases/documents.json.br");

    /// <summary>The releases, the oldest first. With RELEASE_DOCUMENTS=FOLDER the archive is made anew of the files VERSION.json in it.</summary>
    public static IReadOnlyList<(string Version, ReadOnlyMemory<byte> Document)> All => _all.Value;

    public static ReadOnlyMemory<byte> Of(string version) => All.Single(r => r.Version == version).Document;

    private static List<(string Version, ReadOnlyMemory<byte> Document)> Read()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder) Write(folder);
        using BrotliStream stream = new(System.IO.File.OpenRead(File), CompressionMode.Decompress);
        using JsonDocument archive = JsonDocument.Parse(stream);
        List<(string, ReadOnlyMemory<byte>)> releases = [];
        foreach (JsonElement entry in archive.RootElement.EnumerateArray())
        {
            byte[] document = Encoding.UTF8.GetBytes(entry.GetProperty("document").GetRawText());
            foreach (JsonElement version in entry.GetProperty("versions").EnumerateArray()) releases.Add((version.GetString()!, document));
        }

        return releases;
    }

    private static void Write(string folder)
    {
        JsonArray archive = [];
        string? last = null;
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").OrderBy(static f => Version.Parse(Path.GetFileNameWithoutExtension(f))))
        {
            string text = System.IO.File.ReadAllText(file);
            string document = JsonNode.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..])!.ToJsonString();
            if (document != last) archive.Add(new JsonObject { ["versions"] = new JsonArray(), ["document"] = JsonNode.Parse(document) });
            archive[^1]!["versions"]!.AsArray().Add(Path.GetFileNameWithoutExtension(file));
            last = document;
        }

        using BrotliStream stream = new(System.IO.File.Create(File), new BrotliCompressionOptions { Quality = 11 });
        stream.Write(Encoding.UTF8.GetBytes(archive.ToJsonString()));
    }
}
