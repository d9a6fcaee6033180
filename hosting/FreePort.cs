using System.Net;
using System.Net.Sockets;

namespace OpenCode.Hosting;

/// <summary>
/// Asks the operating system for a free port. OpenCode's own <c>--port 0</c> tries 4096 first, which is a fixed port in disguise:
/// a client left over from somewhere else would find the wrong server there.
/// </summary>
internal static class FreePort
{
    public static int Find(string hostname)
    {
        using TcpListener listener = new(Address(hostname), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static bool IsTaken(string hostname, int port)
    {
        try
        {
            using TcpListener listener = new(Address(hostname), port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static IPAddress Address(string hostname) => IPAddress.TryParse(hostname, out IPAddress? address) ? address : IPAddress.Loopback;
}
