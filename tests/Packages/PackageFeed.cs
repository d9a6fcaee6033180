namespace OpenCode.Packages.Tests;

/// <summary>All packages of the working tree in a local feed, packed once for all tests that ask for them.</summary>
public sealed class PackageFeed : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("opencodegen-packages-");
    private readonly Lazy<Task<string>> _feed;
    private readonly Lazy<Task<string>> _home;

    /// <summary>Packs nothing yet.</summary>
    public PackageFeed() => (_feed, _home) = (new Lazy<Task<string>>(PackAsync), new Lazy<Task<string>>(CreateHomeAsync));

    /// <summary>A package cache that nothing has been restored into before these tests.</summary>
    internal string PackageCache => Path.Combine(_root.FullName, "cache");

    internal string InRoot(string name) => Path.Combine(_root.FullName, name);

    /// <summary>The folder with the packages.</summary>
    internal Task<string> FolderAsync() => _feed.Value;

    internal async Task<IReadOnlyList<PackedPackage>> PackagesAsync()
        => [.. Directory.GetFiles(await FolderAsync(), "*.nupkg").Order(StringComparer.Ordinal).Select(static f => new PackedPackage(f))];

    /// <summary>A folder outside the repository, in which NuGet knows the packages and what the user has configured, and has a cache of its own.</summary>
    internal async Task<Workplace> CreateWorkplaceAsync(string name)
    {
        string feed = await FolderAsync();
        string folder = Directory.CreateDirectory(InRoot(name)).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed-here" value="{feed}" />
              </packageSources>
            </configuration>
            """);
        return new Workplace(folder, PackageCache, await _home.Value);
    }

    // The SDK remembers where it has put tools, and would look for those of an earlier run of these tests. NuGet takes the same home.
    private async Task<string> CreateHomeAsync()
    {
        string home = InRoot("home");
        string configuration = Path.Combine(".nuget", "NuGet", "NuGet.Config");
        string own = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), configuration);
        string copy = Path.Combine(home, configuration);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        if (File.Exists(own)) await File.WriteAllBytesAsync(copy, await File.ReadAllBytesAsync(own));
        return home;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> PackAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10));
        SourceCopy copy = await SourceCopy.CreateAsync(InRoot("one"), limit.Token);
        await copy.PackAsync(limit.Token);
        return copy.Packages;
    }
}
