namespace OpenCode.Hosting.Ports;

/// <summary>Where clients reach a server that listens on a host name and a port.</summary>
internal static class ServerAddress
{
    // A server on all addresses is reached through loopback: 0.0.0.0 is not an address one can connect to everywhere.
    public static Uri Of(string hostname, int port) =>
        new UriBuilder(Uri.UriSchemeHttp, hostname is "0.0.0.0" or "::" ? "127.0.0.1" : hostname, port).Uri;

    /// <summary>The port in the address that a server says it listens on; null when it says something else.</summary>
    public static int? PortOf(string printed) => Uri.TryCreate(printed, UriKind.Absolute, out Uri? uri) ? uri.Port : null;
}
