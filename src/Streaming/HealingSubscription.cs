using OpenCode.Core.Events;
using OpenCode.Core.EventSources;
using OpenCode.Core.Operations;

namespace OpenCode.Streaming;

/// <summary>One subscription: its state and its place, whatever connection it stands on.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class HealingSubscription<T> : EventSubscription<T>
{
    private readonly CancellationToken _cancellationToken;
    private EventStreamState _state;
    private long _position = -1;
    private int _isEnumerated;

    public HealingSubscription(EventStreamSource<T> source, EventStreamTraits<T>? traits, CancellationToken cancellationToken)
        : base(source.Operation.Id)
    {
        Source = source;
        Traits = traits;
        Clock = source.Settings.TimeProvider;
        _cancellationToken = cancellationToken;
        _state = new() { Phase = EventStreamPhase.NotStarted, Since = Clock.GetUtcNow() };
        if (traits?.CursorParameter is { } cursor) _position = StreamCursor.Read(source.Url, cursor);
    }

    public EventStreamSource<T> Source { get; }

    public EventStreamTraits<T>? Traits { get; }

    public TimeProvider Clock { get; }

    /// <inheritdoc/>
    public override EventStreamState State => Volatile.Read(ref _state);

    /// <inheritdoc/>
    public override long? Position => Volatile.Read(ref _position) is >= 0 and var position ? position : null;

    /// <inheritdoc/>
    public override IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isEnumerated, 1) != 0)
        {
            throw new InvalidOperationException(
                $"This subscription of {OperationId} was enumerated before. Subscribe again; a stream that resumes goes on from its Position.");
        }

        return new EventEnumerator<T>(this, _cancellationToken, cancellationToken);
    }

    public void Enter(EventStreamState state)
    {
        Volatile.Write(ref _state, state);
        Source.Observer.StreamStateChanged(Source.Operation, state);
        RaiseStateChanged(state);
    }

    public void MoveTo(long position) => Volatile.Write(ref _position, position);
}
