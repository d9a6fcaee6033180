using System.Net.Sockets;

namespace OpenCode.Hosting.Ports;

/// <summary>Says why a server cannot listen where it should, and what to do about it.</summary>
internal static class PortProblem
{
    public static OpenCodeServerException Of(string hostname, int port, SocketError error)
        => new(OpenCodeServerFailure.PortTaken, Describe(hostname, port, error));

    public static OpenCodeServerException OfRange(string hostname, OpenCodePortRange range, SocketError last) => new(
        OpenCodeServerFailure.PortTaken,
        last == SocketError.AddressAlreadyInUse
            ? $"None of the ports {range} on {hostname} is free. Widen OpenCodeServerOptions.PortRange, end servers that are left over, or leave it null for any free port."
            : Describe(hostname, range.Last, last));

    public static string Describe(string hostname, int port, SocketError error) => error switch
    {
        SocketError.AddressNotAvailable => $"OpenCodeServerOptions.Hostname '{hostname}' is not an address of this machine.",
        SocketError.AccessDenied =>
            $"Port {port} on {hostname} is not allowed for this user (ports below 1024 need a privilege). Choose another OpenCodeServerOptions.Port.",
        SocketError.AddressAlreadyInUse =>
            $"Port {port} on {hostname} is taken. End its owner ({OwnerCommand(port)} shows it), choose another OpenCodeServerOptions.Port, or leave it 0 for a free one.",
        _ => $"Nothing can listen at port {port} on {hostname} ({error}). Check OpenCodeServerOptions.Hostname and Port.",
    };

    private static string OwnerCommand(int port) =>
        OperatingSystem.IsWindows() ? $"`netstat -ano | findstr :{port}`"
        : OperatingSystem.IsMacOS() ? $"`lsof -iTCP:{port} -sTCP:LISTEN`"
        : $"`ss -ltnp 'sport = :{port}'`";
}
