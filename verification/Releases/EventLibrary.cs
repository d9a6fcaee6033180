using System.Collections.Concurrent;
using OpenCode.Core;

namespace OpenCode.Verification.Releases;

/// <summary>Keeps one event of every type that a stream sent.</summary>
internal sealed class EventLibrary : ITrafficReceiver
{
    private readonly ConcurrentDictionary<(string Operation, string Type), ReadOnlyMemory<byte>> _events = new();

    /// <summary>The streams and the types they sent.</summary>
    public IEnumerable<(string Operation, string Type)> Types => _events.Keys;

    public ReadOnlyMemory<byte>? Find(string operation, string type) => _events.TryGetValue((operation, type), out ReadOnlyMemory<byte> data) ? data : null;

    public void Add(RecordedExchange exchange)
    {
    }

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
        if (RouteTable.Catalog.Find(stream.Method, stream.Path) is { Kind: OperationKind.EventStream } operation)
            _events.TryAdd((operation.Id, EventTypes.Of(utf8)), utf8.ToArray());
    }
}
