using OpenCode.Ctl.Store;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Sessions;

/// <summary>A session on a server, with a client that reaches it.</summary>
/// <param name="Entry">The server.</param>
/// <param name="Client">The client; disposed of with this.</param>
/// <param name="Session">The session.</param>
internal sealed record SessionHandle(ServerEntry Entry, OpenCodeClient Client, OpenCodeSession Session) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
