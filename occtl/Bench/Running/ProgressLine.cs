using System.Globalization;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>How far a benchmark is, in one line of a terminal; nothing where nobody watches.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(1);

    private readonly TextWriter? _terminal;
    private readonly TimeProvider _time;
    private readonly int _total;
    private readonly long _began;
    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private int _done;
    private int _passed;
    private int _running;
    private int _width;

    /// <param name="terminal">Shows it; null for nobody.</param>
    /// <param name="total">How many runs there are.</param>
    /// <param name="done">How many are done already.</param>
    /// <param name="passed">How many of them passed.</param>
    /// <param name="time">The clock.</param>
    public ProgressLine(TextWriter? terminal, int total, int done, int passed, TimeProvider time)
    {
        (_terminal, _total, _done, _passed, _time, _began) = (terminal, total, done, passed, time, time.GetTimestamp());
        if (terminal is not null) _timer = time.CreateTimer(_ => Change(static () => { }), null, TimeSpan.Zero, _beat);
    }

    public void Begin() => Change(() => _running++);

    public void GiveUp() => Change(() => _running--);

    public void End(bool passed) => Change(() =>
    {
        _running--;
        _done++;
        if (passed) _passed++;
    });

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            if (_width > 0) _terminal?.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            if (_terminal is null) return;
            TimeSpan elapsed = _time.GetElapsedTime(_began);
            string clock = elapsed.ToString(elapsed.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
            string line = $"{_done}/{_total} done, {_passed} passed, {_running} running, {clock}";
            _terminal.Write($"\r{line.PadRight(_width)}");
            _width = line.Length;
        }
    }
}
