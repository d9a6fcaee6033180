using System.Diagnostics;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>
/// A program of its own for what cannot be tried in the one that runs the tests: to be killed, or to live with another folder for
/// temporary files. It is this assembly again, running one of its explicit tests.
/// </summary>
internal sealed class HostingProgram : IDisposable
{
    private const string FolderVariable = "HOSTING_PROGRAM_FOLDER";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private HostingProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>In the program: the folder that it shares with its test; null elsewhere.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable);

    /// <summary>The folder for temporary files that a program gets.</summary>
    public static string TemporaryFolder(string folder) => Path.Combine(folder, "tmp");

    /// <param name="folder">The folder that it shares with its test.</param>
    /// <param name="type">The class of the explicit test.</param>
    /// <param name="method">The explicit test.</param>
    /// <param name="environment">Variables to add; null removes one.</param>
    /// <param name="through">A command to start it with.</param>
    /// <param name="directory">Its working directory; null for this one's.</param>
    public static HostingProgram Start(
        string folder, Type type, string method, IReadOnlyDictionary<string, string?>? environment = null, IReadOnlyList<string>? through = null,
            string? directory = null)
    {
        string[] command = [.. through ?? [], "dotnet", "exec", type.Assembly.Location, "-explicit", "only", "-method", $"{type.FullName}.{method}"];
        ProcessStartInfo start =
            new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory ?? "" };
        start.Environment[FolderVariable] = folder;
        foreach (string name in new[] { "TMPDIR", "TMP", "TEMP" }) start.Environment[name] = Directory.CreateDirectory(TemporaryFolder(folder)).FullName;
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return new HostingProgram(Process.Start(start)!);
    }

    public void Kill() => _process.Kill();

    public Task EndAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Waits until it has come somewhere, for as long as the test lasts: a busy machine takes its time to start two processes.</summary>
    public async Task ReachAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            if (_process.HasExited && !condition()) Assert.Fail($"The program ended too early ({_process.ExitCode}):\n{await _output}\n{await _errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }

    /// <summary>Waits until it has ended; its explicit test must have passed.</summary>
    public async Task SucceedAsync(CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        if (_process.ExitCode != 0) Assert.Fail($"The program failed ({_process.ExitCode}):\n{await _output}\n{await _errors}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
