using OpenCode.Core.Json;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Architecture;

/// <summary>What every project could write for itself in a line stands in one place, so that it is right everywhere.</summary>
public sealed class OneRoutineTests
{
    private static readonly string[] _products = ["src", "generator", "hosting", "testing", "pact", "verification", "cli", "commandline", "occtl", "server"];

    /// <summary>What is looked for, and the files that may have it.</summary>
    public static TheoryData<string, string[]> Routines { get; } = new()
    {
        // The generator stands on nothing of the client.
        { "\"~1\"", ["generator/Model/PointerText.cs", "src/Core/Json/JsonPointer.cs"] },

        // Everything else that runs a program has CliWrap do it. The server is started by hand: its watcher holds a pipe, or a job its handle.
        // Lists of processes are read in a handler of the process's end, which cannot wait for a task.
        { " Process.Start(", ["hosting/Processes/MarkedProcesses.cs", "hosting/Processes/ProcessTree.cs", "hosting/Starting/ServerProcess.cs",
            "occtl/Servers/DetachedProcess.cs", "occtl/Servers/ServerAttachment.cs"] },
    };

    [Theory]
    [MemberData(nameof(Routines))]
    public void Only_these_files_do_it_themselves(string code, string[] files)
        => Assert.Equal(files, Sources().Where(f => File.ReadAllText(Clone.InRoot(f)).Contains(code, StringComparison.Ordinal)));

    [Fact]
    public void No_product_compiles_the_source_of_another()
        => Assert.All(
            _products.SelectMany(static p => Directory.EnumerateFiles(Clone.InRoot(p), "*.csproj")),
            static project => Assert.DoesNotContain("<Compile Include=\"../", File.ReadAllText(project), StringComparison.Ordinal));

    private static IEnumerable<string> Sources() => _products
        .SelectMany(static p => Directory.EnumerateFiles(Clone.InRoot(p), "*.cs", SearchOption.AllDirectories))
        .Select(static f => Path.GetRelativePath(Clone.Root, f).Replace('\\', '/'))
        .Where(static f => !f.StartsWith("src/Generated/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
