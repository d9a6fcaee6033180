namespace ChatSample;

/// <summary>Ctrl-C: the first one stops what is under way, the next one, or one while nothing is, ends the chat.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private Action? _stop;

    public Interrupts() => Console.CancelKeyPress += OnPressed;

    /// <summary>Cancelled when the chat shall end.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Says what the next Ctrl-C stops; null for the chat.</summary>
    public void Guard(Action? stop) => Volatile.Write(ref _stop, stop);

    public void Dispose()
    {
        Console.CancelKeyPress -= OnPressed;
        _ending.Dispose();
    }

    private void OnPressed(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = true;
        if (Interlocked.Exchange(ref _stop, null) is { } stop) stop();
        else _ending.Cancel();
    }
}
