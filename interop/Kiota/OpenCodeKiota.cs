using OpenCode.Core.Builders;
using OpenCode.Core.Options;
using OpenCode.Kiota.Requests;
using OpenCode.Kiota.Streams;
using OpenCode.Runtime;

namespace OpenCode.Kiota;

/// <summary>Makes Kiota clients of OpenCode whose requests are sent as those of <see cref="OpenCodeClient"/>: repeated only where that is safe.</summary>
/// <example><code>
/// using SenderRequestAdapter adapter = OpenCodeKiota.CreateAdapter();
/// OpenCodeKiotaClient client = new(adapter);
/// </code></example>
public static class OpenCodeKiota
{
    /// <summary>What a sender of one's own has to know of this client: its name for telemetry, and what OpenCode's event streams do.</summary>
    public static ClientProfile Profile { get; } = new()
    {
        ClientName = nameof(OpenCodeKiotaClient),
        ProductName = "OpenCode.Kiota",
        Version = typeof(OpenCodeKiota).Assembly.GetName().Version?.ToString(3),
        TelemetryPrefix = "opencode",
        FindEventStream = KiotaEventStreams.Find,
    };

    /// <summary>Makes the adapter that a client is made with.</summary>
    /// <param name="options">How to reach the server; null for what the environment says, as for <see cref="OpenCodeClientOptions.WithEnvironment"/>.</param>
    /// <returns>The adapter; dispose it when its clients are not needed any more.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
    public static SenderRequestAdapter CreateAdapter(OpenCodeClientOptions? options = null)
        => new(new HttpRequestSender((options ?? new OpenCodeClientOptions()).WithEnvironment(), Profile), ownsSender: true);

    /// <summary>Makes the adapter over a sender of one's own.</summary>
    /// <param name="sender">Sends the requests; it is not disposed with the adapter. Event streams heal if it was made with <see cref="Profile"/>.</param>
    public static SenderRequestAdapter CreateAdapter(IRequestSender sender) => new(sender);
}
