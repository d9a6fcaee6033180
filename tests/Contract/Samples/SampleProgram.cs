using System.Diagnostics;
using System.Text;

namespace OpenCode.Contract.Tests.Samples;

/// <summary>A sample, run as its users run it: a process with input, output and an exit code.</summary>
internal sealed class SampleProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private SampleProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Its standard input.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Whether programs that are started here can be interrupted: what a process ignores, its children ignore, too.</summary>
    public static bool HearsCtrlC { get; } = OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status")
        .Where(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .All(static line => (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & 0b10) == 0);

    public static SampleProgram Start(string name, params IEnumerable<string> arguments)
    {
        // Every project is built into a folder of its own beside that of the tests.
        DirectoryInfo own = new(AppContext.BaseDirectory);
        string program = Path.Combine(own.Parent!.Parent!.FullName, name, own.Name, $"{name}.dll");
        return new SampleProgram(Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!);
    }

    /// <summary>Waits until it has printed something.</summary>
    public async Task ReachAsync(string text, CancellationToken cancellationToken)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_reading.IsCompleted, $"The sample ended without \"{text}\":\n{Output}\n{(_reading.IsCompleted ? await _errors : "")}");
            await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken));
        }
    }

    /// <summary>Waits for its end, and gives its exit code and all that it has printed.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        return (_process.ExitCode, Output, await _errors.WaitAsync(cancellationToken));
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void PressCtrlC()
    {
        using Process kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it without a word, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        char[] buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and int count)
        {
            lock (_output) _output.Append(buffer, 0, count);
        }
    }
}
