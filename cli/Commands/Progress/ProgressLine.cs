using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using Spectre.Console;

namespace OpenCodeGen.Cli.Commands.Progress;

/// <summary>Shows one line on a terminal, which is written anew: each release with what it is at, and the time.</summary>
/// <param name="console">The terminal.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLine(IAnsiConsole console, TimeProvider time) : IVerifyProgress
{
    // A line that is full would wrap on some terminals.
    private const int Margin = 1;
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _running = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private LiveDisplayContext? _line;

    /// <summary>One for standard error; null where that is no terminal which can write a line anew.</summary>
    public static ProgressLine? TryCreate()
    {
        if (Console.IsErrorRedirected) return null;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true } ? new ProgressLine(console, TimeProvider.System) : null;
    }

    public void Tell(MatrixProgress step)
    {
        lock (_lock)
        {
            if (step.Stage == MatrixStage.Finished)
            {
                _running.Remove(step.Version);
                console.WriteLine(ProgressText.Of(step));
            }
            else
            {
                _running[step.Version] = step.Stage == MatrixStage.Installing ? "installing" : "starting";
            }

            Show();
        }
    }

    public void Tell(VerificationProgress step)
    {
        lock (_lock)
        {
            if (step.Message is not null) console.WriteLine(step.Message);
            _running[step.Version] = ProgressText.Of(step);
            Show();
        }
    }

    public async Task<T> WhileAsync<T>(Func<Task<T>> work)
    {
        T result = default!;
        await console.Live(new Text("")).AutoClear(true).StartAsync(async line =>
        {
            lock (_lock) _line = line;
            using ITimer timer = time.CreateTimer(_ => Tick(), null, TimeSpan.Zero, _tick);
            try
            {
                result = await work();
            }
            finally
            {
                lock (_lock) _line = null;
            }
        });
        return result;
    }

    private void Tick()
    {
        lock (_lock) Show();
    }

    private void Show()
    {
        if (_line is null) return;
        string clock = ProgressText.Clock(time.GetElapsedTime(_start));
        string text = string.Concat(_running.Select(static r => $"{r.Key} {r.Value} · "));
        int room = Math.Max(0, console.Profile.Width - Margin - clock.Length);
        if (text.Length > room) text = $"{text[..Math.Max(0, room - 4)].TrimEnd()}… · ";
        _line.UpdateTarget(new Text(text + clock));
    }
}
