using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenCode.Packages.Tests;

/// <summary>A program that is run to its end, as a person would run it in a terminal.</summary>
internal static class ShellCommand
{
    // What `dotnet test` tells its own children would make theirs use its project system, its servers and its settings.
    private static readonly string[] _inherited = ["MSBUILD", "DOTNET_HOST_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID", "VSTEST", "TESTINGPLATFORM"];

    /// <summary>Runs a program.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">Variables of its environment; null removes one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code, and everything that it printed.</returns>
    public static async Task<(int Code, string Output)> TryAsync(
        string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(static k => _inherited.Any(i => k.StartsWith(i, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);

        // Servers of the build would outlive the test, and hold its pipes open; that of the compiler has pipes of its own and ends when it is idle.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string? value) in variables)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        ConcurrentQueue<string> lines = [];
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, e) => lines.Enqueue(e.Data ?? "");
        process.ErrorDataReceived += (_, e) => lines.Enqueue(e.Data ?? "");
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, string.Join('\n', lines));
    }

    /// <summary>Runs a program that has to succeed.</summary>
    /// <returns>Everything that it printed.</returns>
    public static async Task<string> RunAsync(
        string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        (int code, string output) = await TryAsync(folder, command, variables, cancellationToken);
        Assert.True(code == 0, $"'{string.Join(' ', command)}' ended with {code}:\n{output}");
        return output;
    }
}
