namespace OpenCode.Contract.Tests.Live;

/// <summary>A GET operation whose answer is no single document.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Reason">Why, and what covers it.</param>
internal sealed record StreamingGet(string OperationId, string Reason)
{
    public static IReadOnlyList<StreamingGet> All { get; } =
    [
        new("event.subscribe", "Endless; see EventStreamTests."),
        new("global.event", "Endless; see EventStreamTests."),
        new("v2.event.subscribe", "Endless; see EventStreamTests."),
        new("v2.session.events", "Endless; see EventStreamTests."),
        new("pty.connect", "Becomes a WebSocket, which the client lists but does not offer."),
        new("v2.pty.connect", "Becomes a WebSocket, which the client lists but does not offer."),
    ];
}
