using System.Text.Json;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Matrix;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Dialects;
using OpenCodeGen.Overlays;
using OpenCodeGen.Reading;
using OpenCodeGen.Settings;
using OpenCodeGen.Shaping;

namespace OpenCodeGen.Updating.Documents;

/// <summary>How the client of a document is generated: as a settings file says, or as the client of this tool was.</summary>
public sealed record ClientSettings
{
    private const string NamesResource = "names.lock.json";
    private const string CuratedResource = "names.json";

    private readonly SettingsFile? _file;

    private ClientSettings(SettingsFile? file) => _file = file;

    /// <summary>Whether the documents are OpenCode's.</summary>
    public bool IsOpenCode { get; private init; } = true;

    /// <summary>How clients are generated.</summary>
    public GeneratedPair Clients { get; private init; } = new();

    /// <summary>What corrects the documents.</summary>
    public IReadOnlyList<Overlay> Overlays { get; private init; } = [];

    /// <summary>Tells what the pacts of the client say of a change; null for another API.</summary>
    public Func<Finding, string?>? Coverage => IsOpenCode ? static f => PactCoverage.OfClient.Find(f.Operations, f.Member) : null;

    /// <summary>What the document of the settings is called.</summary>
    public string DocumentName => _file?.Spec is { } spec ? Path.GetRelativePath(".", spec) : PinnedRelease.Version;

    /// <summary>Reads them.</summary>
    /// <param name="file">The settings; null for none.</param>
    /// <exception cref="SettingsException">It is no settings file, or it cannot work.</exception>
    /// <exception cref="OverlayException">An overlay is none.</exception>
    public static ClientSettings Read(FileInfo? file)
    {
        if (file is null) return OfPinnedClient();
        SettingsFile read = SettingsFile.Read(file);
        GeneratorSettings settings = read.ToSettings();
        return new ClientSettings(read)
        {
            IsOpenCode = settings.Dialect == Dialect.OpenCode,
            Clients = new GeneratedPair
            {
                Settings = settings,
                Names = File.Exists(read.Names) ? NameLock.Parse(File.ReadAllBytes(read.Names), Path.GetFileName(read.Names)) : null,
                Curated = CuratedOf(read),
            },
            Overlays = [.. (read.Overlays ?? []).Select(static o => Overlay.Parse(File.ReadAllBytes(o), Path.GetFileName(o)))],
        };
    }

    /// <summary>The bytes of the document of the settings, or of the pinned release.</summary>
    public ReadOnlyMemory<byte> Document() => _file?.Spec is { } spec ? File.ReadAllBytes(spec) : PinnedRelease.ReadDocument();

    /// <summary>Without a settings file the document tells whose it is.</summary>
    /// <param name="document">The old document.</param>
    public ClientSettings For(ReadOnlySpan<byte> document)
    {
        if (_file is not null || TitleOf(document) is "opencode") return this;
        return this with { IsOpenCode = false, Clients = new GeneratedPair { Settings = new GeneratorSettings() }, Overlays = [] };
    }

    // Without a settings file: how the client was generated that this tool was built with.
    private static ClientSettings OfPinnedClient() => new(file: null)
    {
        Clients = new GeneratedPair
        {
            Names = NameLock.Parse(Resource(NamesResource), NamesResource),
            Curated = CuratedNames.Parse(Resource(CuratedResource), CuratedResource),
        },
        Overlays = [.. PinnedRelease.ReadRepairs().Select(static r => Overlay.Parse(r.Value, r.Key))],
    };

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(ClientSettings).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static CuratedNames? CuratedOf(SettingsFile file)
    {
        string? path = file.CuratedNames ?? (file.Names is null ? null : Path.Combine(Path.GetDirectoryName(file.Names)!, "names.json"));
        return File.Exists(path) ? CuratedNames.Parse(File.ReadAllBytes(path), Path.GetFileName(path)) : null;
    }

    private static string? TitleOf(ReadOnlySpan<byte> document)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(SpecReader.JsonOf(document.ToArray(), Dialect.OpenCode));
            return json.RootElement.TryGetProperty("info", out JsonElement info) && info.TryGetProperty("title", out JsonElement title)
                ? title.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
