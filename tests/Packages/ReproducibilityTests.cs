using System.Reflection.Metadata;
using System.Text;
using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>A package depends on its commit alone: not on the folder, the machine or the time that it was packed at.</summary>
[Trait("Category", "Packages")]
public sealed class ReproducibilityTests(PackageFeed feed)
{
    // The kind of the record that holds the addresses of sources, from the specification of portable PDBs.
    private static readonly Guid _sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] _few = ["src/OpenCode.Runtime.csproj", "hosting/OpenCode.Hosting.csproj", "build/OpenCodeGen.Build/OpenCodeGen.Build.csproj"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two libraries and the generator as a build step; the others have the same settings.</summary>
    [Fact(Timeout = 600_000)]
    public async Task The_same_commit_packs_to_the_same_bytes_from_another_folder()
    {
        SourceCopy copy = await SourceCopy.CreateAsync(feed.InRoot("another/folder/two"), Cancellation);

        await copy.PackAsync(_few, Cancellation);

        string first = await feed.FolderAsync();
        string[] files = [.. Directory.GetFiles(copy.Packages).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.True(files.Length >= _few.Length, string.Join(", ", files));
        Compare(first, copy, files);
    }

    [Fact(Timeout = 900_000, Explicit = true)]
    public async Task The_same_commit_packs_to_the_same_bytes_all_of_them()
    {
        SourceCopy copy = await SourceCopy.CreateAsync(feed.InRoot("another/folder/all"), Cancellation);

        await copy.PackAsync(Cancellation);

        string first = await feed.FolderAsync();
        string[] files = [.. Directory.GetFiles(first).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(files, Directory.GetFiles(copy.Packages).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Compare(first, copy, files);
    }

    [Fact]
    public async Task Nothing_in_a_package_names_a_folder_of_this_machine()
    {
        string[] folders = [feed.InRoot("one"), Clone.Root, Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget")];
        foreach (string file in Directory.GetFiles(await feed.FolderAsync()))
        {
            Assert.All(PackedPackage.Read(file), entry => Assert.All(folders, name => Assert.True(
                entry.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) < 0 && entry.Value.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name)) < 0,
                $"{Path.GetFileName(file)} has '{name}' in {entry.Key}.")));
        }
    }

    [Fact]
    public async Task Symbols_lead_a_debugger_to_the_sources_of_the_commit()
    {
        string commit = (await ShellCommand.RunAsync(Clone.Root, ["git", "rev-parse", "HEAD"], new Dictionary<string, string?>(), Cancellation)).Trim();
        foreach (PackedPackage package in (await feed.PackagesAsync()).Where(static p => p.HasAssembly))
        {
            KeyValuePair<string, byte[]>[] symbols =
                [.. PackedPackage.Read(package.SymbolsPath).Where(static e => e.Key.EndsWith(".pdb", StringComparison.Ordinal))];
            Assert.NotEmpty(symbols);
            Assert.All(symbols, entry =>
            {
                using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(entry.Value));
                MetadataReader reader = provider.GetMetadataReader();

                // Compressed there, so that a search for folders would not find them.
                Assert.All(reader.Documents, d => Assert.StartsWith("/_", reader.GetString(reader.GetDocument(d).Name), StringComparison.Ordinal));
                string link = Encoding.UTF8.GetString(reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                    .Where(i => reader.GetGuid(i.Kind) == _sourceLink).Select(i => reader.GetBlobBytes(i.Value)).Single());
                Assert.Contains($"https://raw.githubusercontent.com/OpenCodeGen/OpenCodeGen/{commit}/*", link, StringComparison.Ordinal);
            });
        }
    }

    private static void Compare(string first, SourceCopy copy, string[] files)
        => Assert.All(files, f => Assert.True(
            File.ReadAllBytes(Path.Combine(first, f)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(copy.Packages, f))),
            $"{f} differs in {Difference(Path.Combine(first, f), Path.Combine(copy.Packages, f))}."));

    private static string Difference(string one, string other)
    {
        Dictionary<string, byte[]> first = PackedPackage.Read(one);
        Dictionary<string, byte[]> second = PackedPackage.Read(other);
        string[] entries = [.. first.Keys.Union(second.Keys)
            .Where(k => !first.TryGetValue(k, out byte[]? a) || !second.TryGetValue(k, out byte[]? b) || !a.AsSpan().SequenceEqual(b))];
        return entries.Length == 0 ? "the archive's own records" : string.Join(", ", entries);
    }
}
