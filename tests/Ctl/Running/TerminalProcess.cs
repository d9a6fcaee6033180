using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OpenCode.Ctl.Tests.Running;

/// <summary>A command that has a terminal, which <c>script</c> makes. Whatever fails says what the terminal showed.</summary>
internal sealed class TerminalProcess : IAsyncDisposable
{
    private const string Script = "/usr/bin/script";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;

    private TerminalProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Whether there is a program that makes terminals.</summary>
    public static bool CanStart => OperatingSystem.IsLinux() && File.Exists(Script);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Shown
    {
        get
        {
            lock (_shown) return _shown.ToString();
        }
    }

    /// <summary>Begins a command of a shell.</summary>
    public static TerminalProcess Start(Occ occ, string command, params IReadOnlyList<(string Name, string Value)> environment)
    {
        string[] arguments = ["-qfec", $"stty rows 40 cols 120; {command}", "/dev/null"];
        return new(Process.Start(OcctlProcess.Describe(
            Script, occ.Data, occ.Project, arguments, [("TERM", "xterm-256color"), ("HOME", occ.Home), .. environment]))!);
    }

    /// <summary>Waits until something is shown.</summary>
    public async Task ShowsAsync(string text)
    {
        long began = Stopwatch.GetTimestamp();
        while (!Shown.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_reading.IsCompleted, $"It ended without what was waited for:\n{Shown}");
            Assert.True(Stopwatch.GetElapsedTime(began) < _limit, $"It did not show what was waited for within {_limit}:\n{Shown}");
            await Task.Delay(20, Token);
        }
    }

    /// <summary>Presses a key again and again until the command has ended: it may not listen yet.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> PressUntilItEndsAsync(char key)
    {
        long began = Stopwatch.GetTimestamp();
        while (!_process.HasExited)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < _limit, $"It did not end within {_limit}:\n{Shown}");
            try
            {
                await _process.StandardInput.WriteAsync(key);
                await _process.StandardInput.FlushAsync(Token);
            }
            catch (IOException)
            {
                // It has ended in between.
            }

            await Task.WhenAny(_process.WaitForExitAsync(Token), Task.Delay(500, Token));
        }

        await _reading;
        return _process.ExitCode;
    }

    /// <summary>The exit code and all that was shown.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(_process.HasExited ? _process.ExitCode : null)}\n{Shown}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            lock (_shown) _shown.Append(buffer, 0, read);
        }
    }
}
