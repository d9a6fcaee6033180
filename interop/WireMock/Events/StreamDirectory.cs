using System.Collections.Concurrent;
using OpenCode.Core.Operations;
using OpenCode.Models;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Events;

/// <summary>The event streams of a mock, by operation and, where a test asks for it, by the values in the path.</summary>
/// <param name="greetings">The events that connections begin with, by the id of the operation.</param>
internal sealed class StreamDirectory(IReadOnlyDictionary<string, byte[]> greetings)
{
    private readonly ConcurrentDictionary<string, IEventStreams> _streams = new(StringComparer.Ordinal);

    public IEventStreams Of(Operation operation, IEnumerable<string> pathValues)
        => _streams.GetOrAdd(KeyOf(operation, pathValues), _ => Create(operation));

    /// <summary>Takes a request in: by those that its path names, or else by those of the operation.</summary>
    public PreparedResponse Accept(MockExchange exchange)
    {
        MockRequest request = exchange.Request;
        Operation operation = request.Operation!;
        IEventStreams streams = _streams.TryGetValue(KeyOf(operation, request.PathValues.Values), out IEventStreams? own) ? own : Of(operation, []);
        return streams.Accept(exchange);
    }

    /// <summary>Ends all connections, and forgets the paths that were asked for: their connections go to those of the operation again.</summary>
    public void Reset()
    {
        foreach ((string key, IEventStreams streams) in _streams)
        {
            streams.Reset();
            if (key.Contains('\n', StringComparison.Ordinal)) _streams.TryRemove(key, out _);
        }
    }

    private static string KeyOf(Operation operation, IEnumerable<string> pathValues) => string.Join('\n', pathValues.Prepend(operation.Id));

    private IEventStreams Create(Operation operation) => operation switch
    {
        Operation<Event> events => Create(events),
        Operation<GlobalEvent> events => Create(events),
        Operation<V2Event> events => Create(events),
        Operation<SessionDurableEvent> events => Create(events),
        _ => throw new NotSupportedException($"{operation} has events that the mock does not know."),
    };

    private MockEventStreams<T> Create<T>(Operation<T> operation) => new(operation, greetings.GetValueOrDefault(operation.Id));
}
