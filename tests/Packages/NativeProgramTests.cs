using OpenCode.Testing;
using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>The program of the page about native AOT is compiled without a warning, and runs.</summary>
[Trait("Category", "Packages")]
public sealed class NativeProgramTests(PackageFeed feed)
{
    // What says that this machine lacks the compiler or the linker, not that the program is wrong.
    private static readonly string[] _missing =
        ["Platform linker", "Unable to find package runtime.", "Unable to find package Microsoft.DotNet.ILCompiler", "vswhere.exe"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task A_native_program_says_the_health_of_a_server_and_lists_its_sessions()
    {
        string[] publish = ["dotnet", "publish", "-p:PublishAot=true", "--output", "native"];
        Workplace workplace = await feed.CreateWorkplaceAsync("native");
        Instructions page = Instructions.Read(await File.ReadAllTextAsync(Clone.InRoot("docs/native-aot.md"), Cancellation));
        Assert.Equal(publish, page.Steps[^1].Command);
        await workplace.FollowAsync(page.WithoutLast(), [], Cancellation);
        string folder = Path.Combine(workplace.Folder, "FirstNative");

        (int code, string output) = await ShellCommand.TryAsync(folder, publish, workplace.Variables, Cancellation);

        string? missing = code == 0 ? null : output.Split('\n').FirstOrDefault(static l => _missing.Any(m => l.Contains(m, StringComparison.Ordinal)));
        Assert.SkipWhen(missing is not null, $"Native programs cannot be compiled here: {missing?.Trim()}");
        Assert.True(code == 0, output);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation);
        string program = Path.Combine(folder, "native", OperatingSystem.IsWindows() ? "FirstNative.exe" : "FirstNative");
        string said = await ShellCommand.RunAsync(folder, [program, sandbox.BaseUri.ToString()], workplace.Variables, Cancellation);
        Assert.Matches(@"^OpenCode \d+\.\d+\.\d+ has 0 sessions\.$", said.Trim());
    }
}
