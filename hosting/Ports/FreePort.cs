using System.Net;
using System.Net.Sockets;

namespace OpenCode.Hosting.Ports;

/// <summary>
/// Asks the operating system for a free port. OpenCode's own <c>--port 0</c> tries 4096 first, which is a fixed port in disguise:
/// a client left over from somewhere else would find the wrong server there.
/// </summary>
internal static class FreePort
{
    /// <summary>The port that the options ask for, free at this moment.</summary>
    /// <exception cref="OpenCodeServerException">There is none.</exception>
    public static int Choose(OpenCodeServerOptions options)
    {
        if (options.PortRange is not { } range) return Confirm(options.Hostname, options.Port);

        SocketError? last = null;
        for (int port = range.First; port <= range.Last; port++)
        {
            last = Refusal(options.Hostname, port);
            if (last is null) return port;
        }

        throw PortProblem.OfRange(options.Hostname, range, last!.Value);
    }

    /// <summary>Returns the port, or a free one for 0.</summary>
    /// <exception cref="OpenCodeServerException">The port cannot be had.</exception>
    public static int Confirm(string hostname, int port)
    {
        try
        {
            using TcpListener listener = new(Address(hostname), port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException exception)
        {
            throw PortProblem.Of(hostname, port, exception.SocketErrorCode);
        }
    }

    /// <summary>Why nothing can listen there now; null when something can.</summary>
    public static SocketError? Refusal(string hostname, int port)
    {
        try
        {
            using TcpListener listener = new(Address(hostname), port);
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    internal static IPAddress Address(string hostname) => IPAddress.TryParse(hostname, out IPAddress? address) ? address : IPAddress.Loopback;
}
