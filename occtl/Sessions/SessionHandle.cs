using OpenCode.Core.Options;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Requests;
using OpenCode.Sessions;

namespace OpenCode.Ctl.Sessions;

/// <summary>A session on a server, with a client that reaches it.</summary>
/// <param name="Entry">The server.</param>
/// <param name="Client">The client; disposed of with this.</param>
/// <param name="Session">The session.</param>
internal sealed record SessionHandle(ServerEntry Entry, OpenCodeClient Client, OpenCodeSession Session) : IDisposable
{
    /// <summary>Which one it is, for whoever prints it.</summary>
    public SessionPlace Place => new(Entry.Id, Session.Id);

    /// <summary>Puts a request into the session's directory, which need not be the server's.</summary>
    public void InDirectory(RequestConfiguration<DirectoryWorkspaceQuery> configuration)
    {
        if (Session.Reference.Directory is { } directory) configuration.Query.Directory = directory;
    }

    public void Dispose() => Client.Dispose();

    /// <summary>The newest message; null for none.</summary>
    public async Task<MessageWithParts?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<MessageWithParts> page = await Session.Requests.Message.GetAsync(
            c =>
            {
                c.Query.Limit = 1;
                if (Session.Reference.Directory is { } directory) c.Query.Directory = directory;
            },
            cancellationToken);
        return page is [.., { } newest] ? newest : null;
    }
}
