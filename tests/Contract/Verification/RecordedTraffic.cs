using System.Collections.Concurrent;
using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Traffic;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>Keeps what a proxy tells.</summary>
internal sealed class RecordedTraffic : ITrafficReceiver
{
    public ConcurrentQueue<RecordedExchange> Exchanges { get; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public void Add(RecordedExchange exchange) => Exchanges.Enqueue(exchange);

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8) => Events.Enqueue(Encoding.UTF8.GetString(utf8.Span));

    public static string? Text(RecordedExchange exchange) => exchange.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null;
}
