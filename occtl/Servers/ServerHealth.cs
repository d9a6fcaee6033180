using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Asks a server whether it is up, and makes sure that it is the one that was started.</summary>
/// <param name="connection">Makes clients.</param>
/// <param name="limit">How long a request may take.</param>
internal sealed class ServerHealth(ServerConnection connection, TimeSpan limit)
{
    /// <summary>The release of the server.</summary>
    /// <exception cref="ForeignServerException">Somebody else's server has the port.</exception>
    /// <exception cref="ApiException">It does not respond.</exception>
    public async Task<string> ReadAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        // Ours is told by what it refuses; the password is for nobody else.
        if (connection.HasPassword(entry) && await AnswersAnybodyAsync(entry, cancellationToken) is { } release)
        {
            throw new ForeignServerException(
                $"What listens on port {entry.Port} wants no password, although ours was given one: it is somebody else's server, or OpenCode {release} knows no passwords. Choose another --port, or --no-password.");
        }

        using OpenCodeClient client = connection.Open(entry, limit);
        try
        {
            return (await client.Global.Health.GetAsync(cancellationToken: cancellationToken)).Version;
        }
        catch (ApiAuthenticationException exception)
        {
            throw new ForeignServerException($"Somebody else's server answers on port {entry.Port} ({exception.Message.TrimEnd('.')}).");
        }
    }

    private async Task<string?> AnswersAnybodyAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        using OpenCodeClient anybody = connection.Open(entry, limit, password: "");
        try
        {
            return (await anybody.Global.Health.GetAsync(cancellationToken: cancellationToken)).Version;
        }
        catch (ApiAuthenticationException)
        {
            return null;
        }
    }
}

/// <summary>Another server than ours has the port.</summary>
internal sealed class ForeignServerException(string message) : Exception(message);
