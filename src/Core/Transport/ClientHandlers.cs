using System.ComponentModel;
using System.Net.Http;
using OpenCode.Core.Options;

namespace OpenCode.Core.Transport;

/// <summary>The message handlers of a client, for those who build its <see cref="HttpClient"/> themselves, such as a service container.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class ClientHandlers
{
    /// <summary>Makes the handler that talks to the server. It leaves compression to an inner handler, so that event streams are never compressed.</summary>
    /// <param name="options">The client's options.</param>
    /// <returns>A plain handler, which its caller may configure further.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
    public static SocketsHttpHandler CreatePrimary(ApiClientOptions options)
        => HttpTransport.CreateHandler(ClientSettings.Create(options, Anonymous), compressed: false);

    /// <summary>Makes the handlers that belong directly above the primary one, the outer first.</summary>
    /// <param name="options">The client's options.</param>
    /// <returns>The handlers.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
    public static IReadOnlyList<DelegatingHandler> CreateInner(ApiClientOptions options)
        => ClientSettings.Create(options, Anonymous).AllowCompression ? [new DecompressingHandler(), new RestoringHandler()] : [new RestoringHandler()];

    private static ClientProfile Anonymous { get; } = new() { ClientName = "" };
}
