using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Events;

/// <summary>The connections to an event stream, whatever its events are.</summary>
internal interface IEventStreams
{
    /// <summary>Takes a request in: makes the head of the response, and serves the stream once that is written.</summary>
    PreparedResponse Accept(MockExchange exchange);

    /// <summary>Ends all connections, and forgets what has been.</summary>
    void Reset();
}
