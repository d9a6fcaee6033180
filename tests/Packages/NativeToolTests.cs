using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>occtl is compiled to native code without a warning, and runs. Explicit: it takes some minutes.</summary>
[Trait("Category", "Packages")]
public sealed class NativeToolTests : IDisposable
{
    // What says that this machine lacks the compiler or the linker, not that the program is wrong.
    private static readonly string[] _missing =
        ["Platform linker", "Unable to find package runtime.", "Unable to find package Microsoft.DotNet.ILCompiler", "vswhere.exe"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opencodegen-native-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000, Explicit = true)]
    public async Task A_native_occtl_lists_what_the_Python_tool_has_written()
    {
        string folder = _folder.FullName;
        Dictionary<string, string?> variables = new() { ["OCCTL_DATA_DIR"] = Path.Combine(folder, "data"), ["OCCTL_SERVER"] = null };
        string[] publish =
        [
            "dotnet", "publish", Clone.InRoot("occtl"), "-c", "Release", "--use-current-runtime", "-p:PublishAot=true", "-p:PackAsTool=false",
            "-p:RestoreLockedMode=false", "--artifacts-path", Path.Combine(folder, "artifacts"), $"-p:LockFileFolder={folder}/locks",
            "--output", Path.Combine(folder, "native"),
        ];

        (int code, string output) = await ShellCommand.TryAsync(folder, publish, variables, Cancellation);

        string? missing = code == 0 ? null : output.Split('\n').FirstOrDefault(static l => _missing.Any(m => l.Contains(m, StringComparison.Ordinal)));
        Assert.SkipWhen(missing is not null, $"Native programs cannot be compiled here: {missing?.Trim()}");
        Assert.True(code == 0, output);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        string program = Path.Combine(folder, "native", OperatingSystem.IsWindows() ? "occtl.exe" : "occtl");
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        const string Store = """
            { "sessions": { "oc-fd7e7667": { "id": "oc-fd7e7667", "port": 9107, "pid": 999999999, "created_at": "2026-01-17T00:46:11.123456" } } }
            """;
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "store.json"), Store, Cancellation);
        string listed = await ShellCommand.RunAsync(folder, [program, "list"], variables, Cancellation);
        string help = await ShellCommand.RunAsync(folder, [program, "help", "send"], variables, Cancellation);
        Assert.Matches(@"oc-fd7e7667\s+dead\s+9107", listed);
        Assert.Contains("occtl send", help, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
