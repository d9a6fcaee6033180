using System.IO.Compression;
using System.Xml.Linq;

namespace OpenCode.Packages.Tests;

/// <summary>A package as it lies in the feed.</summary>
internal sealed class PackedPackage
{
    private readonly XElement _metadata;

    public PackedPackage(string path)
    {
        Path = path;
        Entries = Read(path);
        _metadata = XDocument.Parse(
            System.Text.Encoding.UTF8.GetString(Entries.Single(static e => e.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value)
            .TrimStart('\uFEFF'))
            .Root!.Elements().Single();
    }

    public string Path { get; }

    /// <summary>The files by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Entries { get; }

    public string Id => Text("id")!;

    /// <summary>Ids of packages that it depends on.</summary>
    public IEnumerable<string> Dependencies
        => _metadata.Descendants().Where(static e => e.Name.LocalName == "dependency")
        .Select(static e => (string)e.Attribute("id")!);

    /// <summary>Whether it has an assembly of its own, or is a tool; OpenCodeGen.Build has build steps alone.</summary>
    public bool HasAssembly => Entries.Keys.Any(static k => k.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal)
        || (k.StartsWith("lib/", StringComparison.Ordinal) && k.EndsWith(".dll", StringComparison.Ordinal)));

    /// <summary>The package with the symbols.</summary>
    public string SymbolsPath => System.IO.Path.ChangeExtension(Path, ".snupkg");

    public string? Text(string name) => Element(name)?.Value;

    public XElement? Element(string name) => _metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name);

    public override string ToString() => Id;

    public static Dictionary<string, byte[]> Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(static e => e.FullName, static e =>
        {
            using Stream entry = e.Open();
            using MemoryStream bytes = new();
            entry.CopyTo(bytes);
            return bytes.ToArray();
        });
    }
}
