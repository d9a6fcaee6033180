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
    private static readonly ClientProfile _profile = new()
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
        => new(new HttpRequestSender((options ?? new OpenCodeClientOptions()).WithEnvironment(), _profile));

    /// <summary>Makes the adapter over a sender of one's own, such as <see cref="StubRequestSender"/> in a test.</summary>
    /// <param name="sender">Sends the requests. The adapter does not dispose it unless it is the only one that can.</param>
    public static SenderRequestAdapter CreateAdapter(IRequestSender sender) => new(sender);
}
