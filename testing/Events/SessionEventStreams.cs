using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OpenCode.Testing.Events;

/// <summary>The durable events of one session: each stream replays those after its cursor, and goes on with what is appended.</summary>
public sealed class SessionEventStreams : EventStreams
{
    private readonly Lock _gate = new();
    private readonly List<(long Sequence, byte[] Frame)> _events = [];
    private readonly int _queueLength;
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SessionEventStreams(int queueLength) => _queueLength = queueLength;

    /// <summary>The sequence number of the last event; 0 when there is none.</summary>
    public long LastSequence
    {
        get
        {
            lock (_gate) return _events.Count == 0 ? 0 : _events[^1].Sequence;
        }
    }

    /// <summary>Keeps an event, and lets open streams send it.</summary>
    /// <param name="json">The event, on one line, with a <c>durable.seq</c> beyond that of the event before.</param>
    public void Append(string json)
    {
        long sequence = SequenceOf(json);
        lock (_gate)
        {
            if (_events.Count > 0 && _events[^1].Sequence >= sequence)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"The sequence {sequence} does not come after {_events[^1].Sequence}.");
                throw new ArgumentException(message, nameof(json));
            }

            _events.Add((sequence, OpenStream.Frame(json)));
            _appended.SetResult();
            _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal override async Task ServeAsync(HttpContext context)
    {
        if (CursorOf(context.Request) is not { } cursor)
        {
            await new ScriptedResponse(400, """{"_tag":"InvalidRequestError","message":"Expected a sequence number.","field":"after"}""").WriteAsync(context);
            return;
        }

        OpenStream stream = new(context, _queueLength);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        Task reading = ReadIntoAsync(stream, cursor, ended.Token);
        try
        {
            await WriteAsync(stream);
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
        }
    }

    private static long SequenceOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("durable", out JsonElement durable) && durable.TryGetProperty("seq", out JsonElement sequence)
            ? sequence.GetInt64()
            : throw new ArgumentException("The event has no durable.seq.", nameof(json));
    }

    private static long? CursorOf(HttpRequest request)
    {
        if (!request.Query.TryGetValue("after", out StringValues after)) return long.MinValue;
        return long.TryParse(after.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long cursor) ? cursor : null;
    }

    private async Task ReadIntoAsync(OpenStream stream, long cursor, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (byte[] frame in ReadAsync(cursor, cancellationToken))
            {
                if (!await stream.SendAsync(frame, cancellationToken)) return;
            }
        }
        catch (OperationCanceledException)
        {
            // The stream has ended.
        }
    }

    private async IAsyncEnumerable<byte[]> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int next = 0; ;)
        {
            long sequence = 0;
            byte[]? frame = null;
            Task appended;
            lock (_gate)
            {
                if (next < _events.Count) (sequence, frame) = _events[next++];
                appended = _appended.Task;
            }

            if (frame is null) await appended.WaitAsync(cancellationToken);
            else if (sequence > after) yield return frame;
        }
    }
}
