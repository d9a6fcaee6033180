using System.Collections.Concurrent;
using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Traffic;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Keeps the successful answers of a live server.</summary>
internal sealed class ResponseKeeper : ITrafficReceiver
{
    private readonly ConcurrentQueue<(Operation, RecordedExchange)> _answers = [];

    public IReadOnlyCollection<(Operation Operation, RecordedExchange Exchange)> Answers => _answers;

    public void Add(RecordedExchange exchange)
    {
        if (exchange.Status is >= 200 and < 300 && RouteTable.Catalog.Find(exchange.Method, exchange.Path) is { } operation)
            _answers.Enqueue((operation, exchange));
    }

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
    }
}
