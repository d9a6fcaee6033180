using OpenCode.Core.Errors;
using OpenCode.Events;
using OpenCode.Models;

namespace OpenCode.Terminals;

/// <summary>
/// Hears how a terminal ends. Servers say the exit code in an event and then forget the terminal, so this has to listen before the terminal is created.
/// </summary>
internal sealed class ExitWatch : IDisposable
{
    private const int BufferedEvents = 1024;

    private static readonly TimeSpan _liveLimit = TimeSpan.FromSeconds(10);

    // Servers say that events come a moment before they do: what happens in a quarter of a second after that may be missed.
    private static readonly TimeSpan _settling = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(5);

    // A server that is flooded with output is seconds late with its events. Where some may have been missed, there may be nothing to wait for.
    private static readonly TimeSpan _lateness = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _latenessAfterGap = TimeSpan.FromSeconds(2);

    private readonly EventFeed _feed;
    private readonly TimeProvider _clock;
    private readonly EventFeedReader _reader;
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _isFresh;
    private readonly TaskCompletionSource<TerminalEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasGap;

    public ExitWatch(EventFeed feed, TimeProvider clock)
    {
        (_feed, _clock, _isFresh) = (feed, clock, !feed.IsLive);
        _reader = feed.Open(static next => next is EventPtyExited or EventPtyDeleted, BufferedEvents);

        // Events are for those who wait for some: the last reader's leaving closes their connection.
        _ = _end.Task.ContinueWith(_ => _reader.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>How the terminal has ended.</summary>
    public Task<TerminalEnd> End => _end.Task;

    /// <summary>Waits until events come, but not for long: where they do not, the exit code stays unknown.</summary>
    public async Task WaitUntilLiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _feed.WaitUntilLiveAsync(cancellationToken).WaitAsync(_liveLimit, _clock, cancellationToken).ConfigureAwait(false);
            if (_isFresh) await Task.Delay(_settling, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or ApiException or InvalidOperationException)
        {
            // The requests that follow tell what is wrong.
        }
    }

    /// <summary>Begins to look for the end of a terminal.</summary>
    public void Follow(TerminalAccess access) => _ = Task.Run(() => FollowAsync(access, _stop.Token));

    /// <summary>The terminal has ended; the first reason counts.</summary>
    public void Note(TerminalEnd end) => _end.TrySetResult(end);

    /// <summary>Nobody will find out how the terminal ends.</summary>
    public void Fail(Exception failure)
    {
        _end.TrySetException(failure);
        _ = _end.Task.Exception;
    }

    /// <summary>Waits for the event about a terminal that is known to be gone; it may come after the news.</summary>
    /// <returns>How it has ended, as far as anybody said.</returns>
    public async Task<TerminalEnd> ConcludeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _end.Task.WaitAsync(_hasGap ? _latenessAfterGap : _lateness, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Note(TerminalEnd.Unknown);
        }

        return await _end.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stop.Cancel();
        Fail(new ObjectDisposedException(nameof(Terminal)));
    }

    private async Task FollowAsync(TerminalAccess access, CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(access, cancellationToken).ConfigureAwait(false);
            while (!_end.Task.IsCompleted)
            {
                // Without events there is no exit code, but still an end.
                await Task.Delay(_poll, _clock, cancellationToken).ConfigureAwait(false);
                await CheckAsync(access, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody asks any more.
        }
        catch (ObjectDisposedException e)
        {
            Fail(e);
        }
    }

    private async Task ListenAsync(TerminalAccess access, CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                bool hasGap = false;
                while (_reader.TryRead(out Event? next)) hasGap |= Apply(access.Id, next!);
                if (hasGap && !_end.Task.IsCompleted) _ = Task.Run(() => CheckAsync(access, cancellationToken), cancellationToken);
            }
            while (!_end.Task.IsCompleted && await _reader.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // The feed cannot heal. Asking goes on without it.
            _hasGap = true;
        }
    }

    private bool Apply(string id, Event next)
    {
        if (next is EventPtyExited exited && exited.Properties.Id == id) Note(new TerminalEnd(TerminalEndKind.Exited, exited.Properties.ExitCode));
        else if (next is EventPtyDeleted deleted && deleted.Properties.Id == id) Note(TerminalEnd.Removed);
        bool isGap = next is EventGap;
        _hasGap |= isGap;
        return isGap;
    }

    private async Task CheckAsync(TerminalAccess access, CancellationToken cancellationToken)
    {
        try
        {
            await access.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TerminalGoneException e)
        {
            if (e.ExitCode is { } code) Note(new TerminalEnd(TerminalEndKind.Exited, code));
            else await ConcludeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // Asked again later, or by whoever holds the connection.
        }
    }
}
