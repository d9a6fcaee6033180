using System.Net;
using System.Net.Sockets;

namespace OpenCode.Hosting.Ports;

/// <summary>
/// Keeps the operating system from giving a port away while no server uses it. The socket is bound but does not listen,
/// so whoever connects meanwhile is refused at once, as with any server that is down.
/// </summary>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket _socket;

    private PortReservation(Socket socket) => _socket = socket;

    /// <summary>Returns null when the port cannot be held: the server will find out whether that matters.</summary>
    public static PortReservation? TryHold(string hostname, int port)
    {
        IPEndPoint endPoint = new(FreePort.Address(hostname), port);
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return new PortReservation(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();
}
