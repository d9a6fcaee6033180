using System.Diagnostics;
using System.Globalization;

namespace ChatSample;

/// <summary>Shows at the beginning of an empty line that something is under way, and for how long; takes itself away before anything else is written.</summary>
internal sealed class Spinner(Page page)
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const string Erase = "\r\e[K";

    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private int _frame;
    private bool _isShown;

    /// <summary>How long a frame stays.</summary>
    public static TimeSpan Pace { get; } = TimeSpan.FromMilliseconds(100);

    public void Turn()
    {
        if (!page.IsInteractive || !page.IsAtLineStart) return;
        _isShown = true;
        _frame = (_frame + 1) % Frames.Length;
        string seconds = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        Write($"{Erase}\e[2m{Frames[_frame]} {seconds} s, Ctrl-C stops it\e[0m");
    }

    public void Hide()
    {
        if (_isShown) Write(Erase);
        _isShown = false;
    }

    private void Write(string text)
    {
        page.Console.Profile.Out.Writer.Write(text);
        page.Console.Profile.Out.Writer.Flush();
    }
}
