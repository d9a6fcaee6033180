using System.Runtime.CompilerServices;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.EventSources;
using OpenCode.Core.Json;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Streaming;

/// <summary>Moves what the connections of a subscription bring into its buffer: frames it, and judges each event by its place.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventIntake<T>
{
    // As long as bytes come without a pause an event waits for others, so that they change hands together; but not for longer than this.
    private const int MostBytesAwaited = 64 * 1024;

    // A number that is cut off could still be read as a shorter one.
    private const int LongestNumber = 24;

    private readonly EventStreamSource<T> _source;
    private readonly EventStreamTraits<T>? _traits;
    private readonly TimeProvider _clock;
    private readonly ClientObserver _observer;
    private readonly AheadDecoding<T> _ahead;
    private readonly SequenceLedger? _ledger;
    private readonly bool _includesHeartbeats;
    private readonly int _mostEventBytes;
    private readonly CancellationToken _stop;
    private readonly Action _onFirstEvent;

    /// <param name="subscription">The subscription.</param>
    /// <param name="onFirstEvent">Hears of the first event of each connection.</param>
    /// <param name="stop">Ends the subscription.</param>
    public EventIntake(HealingSubscription<T> subscription, Action onFirstEvent, CancellationToken stop)
    {
        _source = subscription.Source;
        _traits = subscription.Traits;
        _clock = subscription.Clock;
        _observer = _source.Observer;
        _ahead = new AheadDecoding<T>(_source.CreateDecoder(_traits?.CreateUnknown));
        _ledger = _traits?.ReadSequence is null ? null : new SequenceLedger(subscription.Position ?? -1);
        EventStreamOptions options = _source.Options;
        _includesHeartbeats = options.IncludeHeartbeats;
        _mostEventBytes = options.MaxEventBytes;
        _stop = stop;
        _onFirstEvent = onFirstEvent;
        LastSign = _clock.GetUtcNow();
        bool drops = options.SlowReader == SlowReaderBehavior.Drop && _traits is { IsResumable: false };
        Buffer = new EventBuffer(options.BufferedEvents, options.BufferedBytes, _clock, drops ? NoteGap : null);
    }

    /// <summary>Where the events go.</summary>
    public EventBuffer Buffer { get; }

    /// <summary>The sequence number after which to go on; negative when there is none.</summary>
    public long Position => _ledger?.Position ?? -1;

    /// <summary>Whether the present connection brought an event.</summary>
    public bool HadEvents { get; private set; }

    /// <summary>What the caller's receiver of differences threw: no failure of a connection, whatever its type; null for nothing.</summary>
    public Exception? CallersError { get; private set; }

    /// <summary>When the last byte came.</summary>
    public DateTimeOffset LastSign { get; private set; }

    /// <summary>Takes note of a sign of life.</summary>
    public void NoteSignOfLife() => LastSign = _clock.GetUtcNow();

    /// <summary>A connection begins.</summary>
    public void BeginConnection()
    {
        HadEvents = false;
        _ledger?.BeginConnection();
    }

    /// <summary>Puts the announcement of a gap where the stream stands.</summary>
    public void Announce(EventStreamGap gap)
    {
        NoteGap(gap);
        Buffer.Batch.Add(gap);
    }

    /// <summary>Reads a connection to its end.</summary>
    /// <param name="connection">The body of the response.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async Task ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        using var framer = new EventFramer(_mostEventBytes);
        int awaited = 0;
        while (true)
        {
            int count = await ReadPieceAsync(connection, framer.Free, cancellationToken).ConfigureAwait(false);
            NoteSignOfLife();
            if (count == 0) return;
            int before = Buffer.Batch.Count;
            framer.Feed(count);
            EventFrame found;
            while ((found = framer.Next()) != EventFrame.None)
            {
                Keep(found, framer.Data);
                if (Buffer.IsBatchFull) await PublishAsync().ConfigureAwait(false);
            }

            // A server that sends comments without a pause must not hold up the event before them.
            awaited = Buffer.Batch.Count > 0 ? awaited + count : 0;
            if (awaited >= MostBytesAwaited || (awaited > 0 && Buffer.Batch.Count == before))
            {
                awaited = 0;
                await PublishAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Hands on what has come. A reader that is behind is helped: while the buffer is full, events are decoded ahead.</summary>
    public ValueTask PublishAsync()
    {
        while (!Buffer.TryPublish())
        {
            if (!Buffer.MayDecodeAhead || !_ahead.Advance(Buffer.Batch)) return Buffer.PublishAsync(_stop);
        }

        return ValueTask.CompletedTask;
    }

    // When there is nothing more to read for the moment, the reader gets all that came so far.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadPieceAsync(Stream connection, Memory<byte> piece, CancellationToken cancellationToken)
    {
        ValueTask<int> read = connection.ReadAsync(piece, cancellationToken);
        if (read.IsCompleted) return await read.ConfigureAwait(false);
        ValueTask ready;
        try
        {
            ready = PublishAsync();
        }
        catch (Exception e)
        {
            ready = ValueTask.FromException(e);
        }

        return ready.IsCompletedSuccessfully ? await read.ConfigureAwait(false) : await WaitForBothAsync(ready, read.AsTask()).ConfigureAwait(false);
    }

    private static async Task<int> WaitForBothAsync(ValueTask ready, Task<int> read)
    {
        try
        {
            await ready.ConfigureAwait(false);
        }
        catch
        {
            // The memory may only be given up once nobody writes to it any more.
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await read.ConfigureAwait(false);
    }

    private void Keep(EventFrame frame, ReadOnlySpan<byte> data)
    {
        // An empty data line makes an event too; that carries nothing to decode.
        if (data.IsEmpty) return;
        if (!HadEvents)
        {
            HadEvents = true;
            _onFirstEvent();
        }

        if (frame == EventFrame.TooLarge)
        {
            Skip(data);
            return;
        }

        long sequence = -1;
        long createdAt = -1;
        JsonDrift? drift = null;
        if (_traits is not null)
        {
            if (!_includesHeartbeats && _traits.IsHeartbeat(data)) return;
            if (_ledger is not null && !IsNews(data, out sequence, out drift)) return;
            if (_observer.MeasuresEvents) createdAt = _traits.ReadCreationTime(data);
        }

        Buffer.Batch.Add(data, sequence, createdAt);
        if (drift is not null) Report(drift);
    }

    // After the event has its place: what the caller's receiver throws must not cost it.
    private void Report(JsonDrift drift)
    {
        try
        {
            _source.ReportDrift(drift);
        }
        catch (Exception e)
        {
            CallersError = e;
            throw;
        }
    }

    /// <summary>Judges an event by its place, and announces what is wrong with it.</summary>
    /// <returns>False when it came before.</returns>
    private bool IsNews(ReadOnlySpan<byte> data, out long sequence, out JsonDrift? drift)
    {
        EventSequence place = _traits!.ReadSequence!(data);
        long previous = _ledger!.Position;
        SequenceVerdict verdict = _ledger.Judge(place.Number, data);
        sequence = verdict is SequenceVerdict.Unnumbered or SequenceVerdict.Jump ? -1 : place.Number;
        drift = place.Drift;
        EventStreamInterruption? reason = verdict switch
        {
            SequenceVerdict.Reset => EventStreamInterruption.SequenceReset,
            SequenceVerdict.OutOfOrder or SequenceVerdict.Jump => EventStreamInterruption.OutOfOrder,
            SequenceVerdict.Duplicate => EventStreamInterruption.DuplicateSequence,
            _ => null,
        };
        if (reason is { } found) Announce(AboutOneEvent(found, place.Number, previous));
        return verdict != SequenceVerdict.Repeated;
    }

    private void Skip(ReadOnlySpan<byte> beginning)
    {
        if (_traits is null)
        {
            // Nobody could be told in sequence.
            throw new ApiContractException(
                _source.Operation.Id,
                ContractViolation.TooLarge,
                $"{_source.Operation.Id}: an event is longer than {_mostEventBytes} bytes. Raise {nameof(EventStreamOptions)}.{nameof(EventStreamOptions.MaxEventBytes)}.")
            {
                Status = System.Net.HttpStatusCode.OK,
                ContentType = ContentTypes.EventStream,
            };
        }

        long sequence = -1;
        long previous = -1;
        if (_ledger is not null)
        {
            sequence = SequenceOfCut(beginning);
            previous = _ledger.Position;
            SequenceVerdict verdict = _ledger.Judge(sequence, beginning);
            if (verdict == SequenceVerdict.Repeated) return;
            if (verdict == SequenceVerdict.Jump) sequence = -1;
        }

        EventStreamGap gap = AboutOneEvent(EventStreamInterruption.EventTooLarge, sequence, previous) with { DroppedEvents = 1 };
        NoteGap(gap);
        Buffer.Batch.Add(gap, sequence);
    }

    private long SequenceOfCut(ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length <= LongestNumber) return -1;
        long number = _traits!.ReadSequence!(beginning).Number;
        return number >= 0 && _traits.ReadSequence(beginning[..^LongestNumber]).Number == number ? number : -1;
    }

    private EventStreamGap AboutOneEvent(EventStreamInterruption reason, long sequence, long previous)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        return new EventStreamGap
        {
            Reason = reason,
            Since = now,
            Until = now,
            Sequence = sequence >= 0 ? sequence : null,
            PreviousSequence = previous >= 0 ? previous : null,
        };
    }

    private void NoteGap(EventStreamGap gap) => _observer.GapFound(_source.Operation, gap);
}
