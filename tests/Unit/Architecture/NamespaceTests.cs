using System.Text.RegularExpressions;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Architecture;

/// <summary>A namespace is a folder and a folder is a namespace, so that arrows between folders can be told from arrows between namespaces.</summary>
public sealed partial class NamespaceTests
{
    // Where .NET looks for them, whatever folder they are in.
    private const string Registrations = "Microsoft.Extensions.DependencyInjection";

    /// <summary>The folders that have a root namespace. A folder below one of them has its name added.</summary>
    public static TheoryData<string, string> Roots { get; } = new()
    {
        { "src/Core", "OpenCode.Core" },
        { "src/Streaming", "OpenCode.Streaming" },
        { "src/Runtime", "OpenCode.Runtime" },
        { "src/Extensions", "OpenCode" },
        { "src/DependencyInjection", "OpenCode.DependencyInjection" },
        { "generator", "OpenCodeGen" },
        { "cli", "OpenCodeGen.Cli" },
        { "commandline", "OpenCode.CommandLine" },
        { "occtl", "OpenCode.Ctl" },
        { "changes", "OpenCodeGen.Changes" },
        { "updating", "OpenCodeGen.Updating" },
        { "hosting", "OpenCode.Hosting" },
        { "testing", "OpenCode.Testing" },
        { "pact", "OpenCode.Pact" },
        { "verification", "OpenCode.Verification" },
        { "server", "OpenCode.Server" },
        { "bench", "OpenCode.Benchmarks" },
        { "samples/Batch", "BatchSample" },
        { "samples/Chat", "ChatSample" },
        { "samples/CiJob", "CiJobSample" },
        { "samples/Server", "ServerSample" },
        { "samples/Telemetry", "TelemetrySample" },
        { "samples/Worker", "WorkerSample" },
        { "interop/Kiota", "OpenCode.Kiota" },
        { "interop/WireMock", "OpenCode.WireMock" },
        { "interop/Comparison", "OpenCode.Interop.Comparison" },
        { "interop/NSwag", "OpenCode.NSwag" },
        { "tests/Attack", "OpenCode.Attack" },
        { "tests/Changes", "OpenCodeGen.Changes.Tests" },
        { "tests/Packages", "OpenCode.Packages.Tests" },
        { "tests/Ctl", "OpenCode.Ctl.Tests" },
        { "tests/Contract", "OpenCode.Contract.Tests" },
        { "tests/Fuzz", "OpenCode.Fuzz" },
        { "tests/Mock", "OpenCode.Mock.Tests" },
        { "tests/Server", "OpenCode.Server.Tests" },
        { "tests/Unit", "OpenCode.Client.Tests" },
        { "tests/Verification", "OpenCode.Verification.Tests" },
        { "tests/Workbench", "OpenCode.Workbench" },
    };

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_namespace_is_the_folder_that_its_file_is_in(string folder, string root)
    {
        string[] files = [.. Sources(folder)];
        Assert.NotEmpty(files);
        Assert.Empty(files.Select(f => Mistake(f, folder, root)).OfType<string>());
    }

    [Fact]
    public void Every_folder_with_code_has_a_root_namespace()
    {
        // What the generator emits is given its namespace there; samples of one file have none.
        string[] others = ["src/Generated/", "samples/Quickstart/", "samples/TenLines/"];
        string[] known = [.. Roots.Select(static r => r.Data.Item1 + "/")];
        Assert.All(Sources(""), f => Assert.Contains(known.Concat(others), k => f.StartsWith(k, StringComparison.Ordinal)));
    }

    private static string? Mistake(string file, string folder, string root)
    {
        string code = File.ReadAllText(Clone.InRoot(file));
        if (Declaration().Match(code) is not { Success: true } declared) return null;
        string expected = string.Join('.', file.Split('/')[folder.Split('/').Length..^1].Prepend(root));
        string found = declared.Groups[1].Value;
        if (found == expected || (found == Registrations && Registration().IsMatch(code))) return null;
        return $"{file} is in {found} and not in {expected}";
    }

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Clone.InRoot(folder), "*.cs", SearchOption.AllDirectories)
        .Select(static f => Path.GetRelativePath(Clone.Root, f).Replace('\\', '/'))
        .Where(static f => !Ignored().IsMatch(f))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^public static class \w+Extensions\b.*\bthis I(ServiceCollection|HealthChecksBuilder|HttpClientBuilder) ",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Registration();

    [GeneratedRegex(@"(^|/)(obj|bin|artifacts|node_modules)/|^\.|\.g\.cs$")]
    private static partial Regex Ignored();
}
