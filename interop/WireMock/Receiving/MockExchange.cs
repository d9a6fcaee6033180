using Microsoft.AspNetCore.Http;

namespace OpenCode.WireMock.Receiving;

/// <summary>A request on its way through WireMock, which hands its own picture of it to matchers and responses: they find ours here.</summary>
internal sealed class MockExchange(MockRequest request, CancellationToken aborted)
{
    private static readonly AsyncLocal<MockExchange?> _current = new();

    public static MockExchange Current
    {
        get => _current.Value ?? throw new InvalidOperationException("There is no request.");
        set => _current.Value = value;
    }

    public MockRequest Request => request;

    /// <summary>Cancelled when the client is gone, or the mock ends.</summary>
    public CancellationToken Aborted => aborted;

    /// <summary>Why a condition of a stub could not be asked; null where none has thrown.</summary>
    public string? FailedCondition { get; set; }

    /// <summary>What follows when WireMock has written the head of the response: an event stream, or the end of the connection.</summary>
    public Func<HttpContext, Task>? Ending { get; set; }
}
