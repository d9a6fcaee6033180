using Microsoft.AspNetCore.Http;

namespace OpenCode.Testing.Events;

/// <summary>The event streams that an <see cref="EventServer"/> has open on one route.</summary>
public abstract class EventStreams
{
    private readonly Lock _gate = new();
    private readonly List<OpenStream> _open = [];
    private int _opened;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected EventStreams()
    {
    }

    /// <summary>How many streams are open.</summary>
    public int Open => Snapshot().Count;

    /// <summary>How many streams were opened so far.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Ends all open streams in order, after what is already on its way to them.</summary>
    public void End()
    {
        foreach (OpenStream stream in Snapshot()) stream.End();
    }

    /// <summary>Resets the connections of all open streams.</summary>
    public void Abort()
    {
        foreach (OpenStream stream in Snapshot()) stream.Abort();
    }

    /// <summary>Waits until exactly so many streams are open.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    public async Task WaitForOpenAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_open.Count == count) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Serves one subscriber until its stream ends.</summary>
    internal abstract Task ServeAsync(HttpContext context);

    private protected IReadOnlyList<OpenStream> Snapshot()
    {
        lock (_gate) return [.. _open];
    }

    private protected async Task WriteAsync(OpenStream stream)
    {
        Change(() =>
        {
            _open.Add(stream);
            _opened++;
        });
        try
        {
            await stream.WriteAllAsync();
        }
        finally
        {
            Change(() => _open.Remove(stream));
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
