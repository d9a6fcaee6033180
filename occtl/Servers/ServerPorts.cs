using System.Net;
using System.Net.Sockets;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Chooses the ports of servers.</summary>
internal static class ServerPorts
{
    public const int First = 9100;
    public const int Last = 9999;

    /// <summary>The first port that no server in the store has and nobody else listens at.</summary>
    /// <exception cref="ServerException">There is none.</exception>
    public static int Choose(StoreDocument store)
    {
        HashSet<int> taken = [.. store.Servers.Select(static e => e.Port)];
        for (int port = First; port <= Last; port++)
        {
            if (!taken.Contains(port) && IsFree(port)) return port;
        }

        throw new ServerException($"None of the ports {First} to {Last} on 127.0.0.1 is free; remove dead servers with 'occtl cleanup', or choose one with --port.");
    }

    public static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
