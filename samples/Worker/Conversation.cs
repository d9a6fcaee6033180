using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace WorkerSample;

/// <summary>What happened in a session since this service knows it, for any number of readers; each begins where it likes.</summary>
internal sealed class Conversation
{
    private readonly Lock _lock = new();
    private readonly List<UpdateMessage> _messages = [];
    private TaskCompletionSource _arrival = New();

    public void Add(UpdateMessage message)
    {
        TaskCompletionSource arrival;
        lock (_lock)
        {
            _messages.Add(message);
            (arrival, _arrival) = (_arrival, New());
        }

        arrival.SetResult();
    }

    /// <summary>Reads what has happened, and what happens.</summary>
    /// <param name="after">How many messages the reader has, as the id of the last one tells.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<SseItem<UpdateMessage>> ReadAsync(int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int next = Math.Max(after, 0);
        while (true)
        {
            UpdateMessage[] news;
            Task arrival;
            lock (_lock)
            {
                news = [.. _messages.Skip(next)];
                arrival = _arrival.Task;
            }

            foreach (UpdateMessage message in news) yield return new SseItem<UpdateMessage>(message, message.Kind) { EventId = $"{++next}" };
            await arrival.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
