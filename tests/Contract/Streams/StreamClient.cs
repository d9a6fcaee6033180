using OpenCode.Core.Options;

namespace OpenCode.Contract.Tests.Streams;

/// <summary>A client of a server behind a faulty connection, impatient enough for a test.</summary>
internal static class StreamClient
{
    /// <summary>The limit of one test, in milliseconds.</summary>
    public const int TestLimit = 120_000;

    public static EventStreamOptions Impatient { get; } = new()
    {
        ReconnectDelay = TimeSpan.FromMilliseconds(1),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(20),
        SilenceLimit = TimeSpan.FromMilliseconds(500),
        RefreshAfter = TimeSpan.FromMilliseconds(500),
    };

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static OpenCodeClient Connect(Uri baseUri, EventStreamOptions? streams = null) => new(new OpenCodeClientOptions
    {
        BaseUri = baseUri,
        Password = "",
        Streams = streams ?? Impatient,
    });
}
