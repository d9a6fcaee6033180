using System.Xml.Linq;
using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>What NuGet shows of a package, and what it brings along.</summary>
[Trait("Category", "Packages")]
public sealed class IdentityTests(PackageFeed feed)
{
    private const string Address = "https://github.com/OpenCodeGen/OpenCodeGen";

    /// <summary>
    /// The package, and what somebody who installs it gets: direct dependencies, and those of them whose version is pinned centrally.
    /// </summary>
    public static TheoryData<string, string[]> Dependencies => new()
    {
        { "OpenCodeGen.Client",
            ["Microsoft.Extensions.Logging.Abstractions", "OpenCodeGen.Runtime"] },
        { "OpenCodeGen.Client.DependencyInjection",
            ["Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Http",
                "Microsoft.Extensions.Logging.Abstractions", "OpenCodeGen.Client"] },
        { "OpenCodeGen.Build", ["Microsoft.Extensions.Logging.Abstractions", "OpenCodeGen.Runtime"] },
        { "OpenCodeGen.Kiota",
            ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Kiota.Abstractions", "Microsoft.Kiota.Serialization.Form",
                "Microsoft.Kiota.Serialization.Json", "Microsoft.Kiota.Serialization.Multipart", "Microsoft.Kiota.Serialization.Text", "OpenCodeGen.Client"] },
        { "OpenCodeGen.Runtime", ["Microsoft.Extensions.Logging.Abstractions"] },
        { "OpenCodeGen.Hosting", ["CliWrap", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions"] },
        { "OpenCodeGen.Testing", ["CliWrap", "OpenCodeGen.Hosting"] },
        { "OpenCodeGen.Pact", ["CliWrap", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "OpenCodeGen.Hosting"] },
        { "OpenCodeGen.Verification", ["CliWrap", "JsonSchema.Net", "OpenCodeGen.Client", "OpenCodeGen.Pact", "OpenCodeGen.Testing"] },
        { "OpenCodeGen.WireMock", ["Microsoft.IdentityModel.Protocols.OpenIdConnect", "OpenCodeGen.Client", "WireMock.Net.Minimal"] },
        { "OpenCodeGen.Ctl", [] },
        { "OpenCodeGen.Tool", [] },
    };

    [Fact]
    public async Task Everything_that_has_a_package_id_is_packed_with_its_symbols()
    {
        IEnumerable<string> ids = Directory.EnumerateFiles(Clone.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(static f => !Path.GetRelativePath(Clone.Root, f).StartsWith("artifacts", StringComparison.Ordinal))
            .Select(static f => XDocument.Load(f).Descendants("PackageId").FirstOrDefault()?.Value)
            .OfType<string>()
            .Order(StringComparer.Ordinal);

        IReadOnlyList<PackedPackage> packed = await feed.PackagesAsync();

        Assert.Equal(ids, packed.Select(static p => p.Id));
        Assert.All(packed.Where(static p => p.HasAssembly), static p => Assert.True(File.Exists(p.SymbolsPath), p.SymbolsPath));
    }

    [Fact]
    public async Task A_package_says_what_it_is_and_where_it_is_from()
    {
        string commit = (await ShellCommand.RunAsync(
            Clone.Root, ["git", "rev-parse", "HEAD"], new Dictionary<string, string?>(),
            TestContext.Current.CancellationToken)).Trim();

        Assert.All(await feed.PackagesAsync(), package =>
        {
            Assert.Equal(("MIT", Address), (package.Text("license"), package.Text("projectUrl")));
            Assert.Equal(("icon.png", "README.md"), (package.Text("icon"), package.Text("readme")));
            Assert.Contains("icon.png", package.Entries.Keys);
            Assert.StartsWith($"# {package.Id}", System.Text.Encoding.UTF8.GetString(package.Entries["README.md"]), StringComparison.Ordinal);
            Assert.InRange(package.Text("description")!.Length, 40, 300);
            Assert.InRange(package.Text("tags")!.Split(' ').Length, 3, 12);
            Assert.StartsWith(Address, package.Text("releaseNotes"), StringComparison.Ordinal);
            XElement repository = package.Element("repository")!;
            Assert.Equal(("git", Address, commit),
                ((string?)repository.Attribute("type"), (string?)repository.Attribute("url"), (string?)repository.Attribute("commit")));
        });
    }

    [Theory]
    [MemberData(nameof(Dependencies))]
    public async Task A_package_brings_what_it_needs_and_nothing_else(string id, string[] dependencies)
        => Assert.Equal(dependencies, (await feed.PackagesAsync()).Single(p => p.Id == id).Dependencies.Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_package_has_its_dependencies_listed_here()
        => Assert.Equal((await feed.PackagesAsync()).Select(static p => p.Id), Dependencies.Select(static row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public async Task No_package_carries_what_runs_on_one_platform_only()
        => Assert.All(await feed.PackagesAsync(), static p => Assert.DoesNotContain(p.Entries, static e => IsNative(e.Value)));

    // Executables and libraries of Linux and macOS; those of Windows without the header of .NET.
    private static bool IsNative(byte[] content)
    {
        if (content.Length < 4) return false;
        if (content is [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [0xCF, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..]) return true;
        if (content is not [(byte)'M', (byte)'Z', ..]) return false;
        using System.Reflection.PortableExecutable.PEReader reader = new(new MemoryStream(content));
        return !reader.HasMetadata;
    }
}
