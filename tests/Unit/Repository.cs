using System.IO.Compression;
using OpenCode.Workbench;
using OpenCodeGen;
using OpenCodeGen.Overlays;
using OpenCodeGen.Shaping;

namespace OpenCode.Client.Tests;

/// <summary>The files of the repository that tests look at.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, Lazy<Generation>> _generations =
        Releases.ToDictionary(r => r, r => new Lazy<Generation>(() => Generation.Run(Spec(r), r + ".json", null, Curated)));

    /// <summary>The OpenCode releases whose documents the tests read, oldest first.</summary>
    public static IReadOnlyList<string> Releases => ["1.0.0", "1.2.27", "1.14.41", "1.18.33"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => Clone.Root;

    public static CuratedNames Curated { get; } = CuratedNames.Parse(File.ReadAllBytes(InRoot("spec/names.json")), "names.json");

    public static CuratedDocs Docs { get; } = CuratedDocs.Parse(File.ReadAllBytes(InRoot("spec/docs.json")), "docs.json");

    public static string InRoot(string relative) => Clone.InRoot(relative);

    /// <summary>The overlays that repair the pinned spec.</summary>
    public static IReadOnlyList<Overlay> Repairs { get; } = [.. Directory.GetFiles(InRoot("spec/repairs")).Order(StringComparer.Ordinal)
        .Select(static f => Overlay.Parse(File.ReadAllBytes(f), Path.GetFileName(f)))];

    /// <summary>The bytes of a release's document; the newest one is the pinned spec with its repairs, of which the client is generated.</summary>
    public static byte[] Spec(string release)
    {
        if (release == Releases[^1]) return OverlaidDocument.Apply(File.ReadAllBytes(InRoot("spec/openapi.json")), Repairs).Utf8.ToArray();
        using FileStream file = File.OpenRead(InRoot($"tests/Unit/Specs/opencode-{release}.json.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        var bytes = new MemoryStream();
        unzipped.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>What the generator makes of a release, with curated names and without a lock; made once.</summary>
    public static Generation Generated(string release) => _generations[release].Value;

    /// <summary>The lock that is committed beside the spec.</summary>
    public static NameLock CommittedLock() => NameLock.Parse(File.ReadAllBytes(InRoot("spec/names.lock.json")), "names.lock.json");
}
