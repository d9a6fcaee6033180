using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenCode.Client.Tests.Compilation;
using Xunit;

namespace OpenCode.Client.Tests.Architecture;

/// <summary>Arrows run one way: every folder compiles with nothing but what it may depend on.</summary>
public sealed class FolderDependencyTests
{
    private const string OpenApi = "Microsoft.OpenApi";
    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    // Other errors come from source generators, which do not run here.
    private static readonly string[] _unknownNames = ["CS0103", "CS0234", "CS0246"];

    // The web framework of the tests has the former too, so compiling does not show their use.
    private static readonly string[] _packages = ["Microsoft.Extensions."];

    private static readonly string[] _productFolders = ["src", "generator", "hosting", "interop", "testing", "pact", "verification", "cli", "commandline", "occtl", "server"];

    /// <summary>The folder, the folders it may use, and the package it may use.</summary>
    public static TheoryData<string, string[], string?> Folders { get; } = new()
    {
        { "src/Core", [], Logging },
        { "src/Generated", ["src/Core"], Logging },
        { "src/Streaming", ["src/Core"], Logging },
        { "src/Runtime", ["src/Core", "src/Streaming"], Logging },
        { "generator/Model", [], null },
        { "generator/Dialects", ["generator/Model"], null },
        { "generator/Reading", ["generator/Model", "generator/Dialects"], OpenApi },
        { "generator/Shaping", ["generator/Model", "generator/Dialects"], null },
        { "generator/Emitting", ["generator/Model"], null },
        { "generator/JsonPaths", ["generator/Model"], null },
        { "generator/Overlays", ["generator/Model", "generator/JsonPaths"], null },
        { "generator/Preparing", ["generator/Model", "generator/Dialects", "generator/JsonPaths", "generator/Overlays"], null },
        { "generator/Settings", ["generator/Model", "generator/Dialects", "generator/Shaping"], null },
        { "verification/Results", ["src/Core"], Logging },
        { "verification/Wording", ["verification/Results", "src/Core"], Logging },
        { "verification/Reports", ["verification/Results", "verification/Wording", "src/Core"], Logging },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_compiles_with_nothing_but_what_it_may_depend_on(string folder, string[] uses, string? package)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Folder",
            [.. uses.Prepend(folder).SelectMany(Sources), ClientCompiler.Parse(ClientCompiler.ConsoleUsings, "ImplicitUsings.cs")],
            package is null
                ? ClientCompiler.FrameworkReferences
                : [.. ClientCompiler.FrameworkReferences, MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, package + ".dll"))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        List<string> missing = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => _unknownNames.Contains(d.Id))
            .Select(d =>
                $"{Path.GetRelativePath(Repository.Root, d.Location.GetLineSpan().Path)}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")
            .ToList();
        Assert.True(missing.Count == 0, $"{folder} reaches beyond {string.Join(", ", uses)}:\n{string.Join('\n', missing.Take(20))}");
    }

    /// <summary>The project, and what it may refer to.</summary>
    public static TheoryData<string, string[]> Projects { get; } = new()
    {
        { "src/OpenCode.Runtime.csproj", [Logging] },
        { "src/OpenCode.Client.csproj", ["OpenCode.Runtime", "OpenCodeGen"] },
        { "src/DependencyInjection/OpenCode.Client.DependencyInjection.csproj",
            ["OpenCode.Client", "Microsoft.Extensions.Http", "Microsoft.Extensions.Diagnostics.HealthChecks"] },
        { "generator/OpenCodeGen.csproj", [OpenApi] },
        { "hosting/OpenCode.Hosting.csproj", ["CliWrap", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions"] },
        { "testing/OpenCode.Testing.csproj", ["OpenCode.Client", "OpenCode.Hosting", "Microsoft.AspNetCore.App"] },
        { "pact/OpenCode.Pact.csproj", ["CliWrap", "OpenCode.Hosting"] },
        { "verification/OpenCode.Verification.csproj",
            ["OpenCode.Client", "OpenCode.Hosting", "OpenCode.Testing", "OpenCode.Pact", "Microsoft.AspNetCore.App", "JsonSchema.Net"] },
        { "interop/Kiota/OpenCode.Kiota.csproj",
            ["OpenCode.Client", "OpenCodeGen", "Microsoft.Kiota.Abstractions", "Microsoft.Kiota.Serialization.Form",
                "Microsoft.Kiota.Serialization.Json", "Microsoft.Kiota.Serialization.Multipart", "Microsoft.Kiota.Serialization.Text"] },
        { "interop/WireMock/OpenCode.WireMock.csproj",
            ["OpenCode.Client", "Microsoft.AspNetCore.App", "WireMock.Net.Minimal", "Microsoft.IdentityModel.Protocols.OpenIdConnect"] },
        { "interop/NSwag/OpenCode.NSwag.csproj", ["OpenCode.Client", "OpenCode.Testing", "OpenCodeGen", "NSwag.MSBuild"] },
        { "interop/Comparison/OpenCode.Interop.Comparison.csproj", ["OpenCodeGen", "CliWrap", "NSwag.MSBuild"] },
        { "changes/OpenCodeGen.Changes.csproj", ["OpenCodeGen"] },
        { "cli/OpenCodeGen.Cli.csproj",
            ["OpenCode.CommandLine", "OpenCodeGen", "OpenCodeGen.Changes", "OpenCodeGen.Updating", "OpenCode.Verification", "Spectre.Console", "System.CommandLine"] },
        { "commandline/OpenCode.CommandLine.csproj", ["System.CommandLine"] },
        { "occtl/OpenCode.Ctl.csproj",
            ["OpenCode.Client", "OpenCode.Hosting", "OpenCode.CommandLine", "CliWrap", "JsonSchema.Net", "System.CommandLine"] },
        { "server/OpenCode.Server.csproj",
            ["OpenCode.Client", "Microsoft.AspNetCore.App", "Microsoft.Extensions.AI.Abstractions", "CliWrap", "Microsoft.Data.Sqlite"] },
        { "updating/OpenCodeGen.Updating.csproj", ["OpenCodeGen", "OpenCodeGen.Changes", "OpenCode.Verification", "CliWrap"] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_nothing_but_what_it_may_depend_on(string project, string[] allowed)
        => Assert.Subset(allowed.ToHashSet(), References(project).Select(r => r.Name).ToHashSet());

    [Theory]
    [InlineData("src/Generated")]
    [InlineData("src/Streaming")]
    [InlineData("src/Runtime")]
    [InlineData("src/Extensions")]
    public void Only_the_core_logs_and_only_the_registrations_know_the_container(string folder)
        => Assert.Empty(Directory.EnumerateFiles(Repository.InRoot(folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => _packages.Any(p => File.ReadAllText(f).Contains(p, StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(Repository.Root, f)));

    [Fact]
    public void Only_the_second_judge_uses_the_validator()
        => Assert.All(
            Directory.EnumerateFiles(Repository.InRoot("verification"), "*.cs", SearchOption.AllDirectories)
                .Where(static f => File.ReadAllText(f).Contains("using Json.Schema", StringComparison.Ordinal)),
            static f => Assert.Equal("Schemas", Path.GetFileName(Path.GetDirectoryName(f))));

    [Theory]
    [InlineData("src/OpenCode.Client.csproj")]
    [InlineData("interop/Kiota/OpenCode.Kiota.csproj")]
    [InlineData("interop/NSwag/OpenCode.NSwag.csproj")]
    public void A_client_takes_nothing_of_the_generator_into_its_package(string project)
        => Assert.All(
            References(project).Where(r => r.Name == "OpenCodeGen"),
            r => Assert.Equal(("false", "all"), ((string?)r.Element.Attribute("ReferenceOutputAssembly"), (string?)r.Element.Attribute("PrivateAssets"))));

    [Fact]
    public void A_project_opens_its_internals_to_tests_alone()
        => Assert.All(
            _productFolders.SelectMany(f => Directory.EnumerateFiles(Repository.InRoot(f), "*.csproj", SearchOption.AllDirectories)),
            project => Assert.All(
                XDocument.Load(project).Descendants().Where(e => e.Name.LocalName == "InternalsVisibleTo"),
                e => Assert.EndsWith(".Tests", (string?)e.Attribute("Include"), StringComparison.Ordinal)));

    private static IEnumerable<(string Name, XElement Element)> References(string project)
        => XDocument.Load(Repository.InRoot(project)).Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .Select(e => (e.Name.LocalName == "ProjectReference"
                ? Path.GetFileNameWithoutExtension((string)e.Attribute("Include")!)
                : (string)e.Attribute("Include")!, e));

    private static IEnumerable<SyntaxTree> Sources(string folder)
        => Directory.EnumerateFiles(Repository.InRoot(folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(f => ClientCompiler.Parse(File.ReadAllText(f), f));
}
