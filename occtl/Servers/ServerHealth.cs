using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Asks a server whether it is up, and makes sure that it is the one that was started.</summary>
/// <param name="connection">Makes clients.</param>
/// <param name="limit">How long a request may take.</param>
internal sealed class ServerHealth(ServerConnection connection, TimeSpan limit)
{
    /// <summary>The release of the server.</summary>
    /// <exception cref="ForeignServerException">Somebody else's server has the port, or ours is of a release that cannot be worked with.</exception>
    /// <exception cref="ApiException">It does not respond.</exception>
    public async Task<string> ReadAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        bool hasPassword = connection.HasPassword(entry);

        // Ours is told by what it refuses; the password is for nobody else.
        if (hasPassword && await AnswersAnybodyAsync(entry, cancellationToken) is { } release)
        {
            throw new ForeignServerException(
                $"What listens on port {entry.Port} wants no password, although ours was given one: OpenCode {release} knows no passwords, or it is somebody else's server. With --no-password everybody on this machine may use it; or choose a later --version, or another --port.")
            {
                MayBeOurs = true,
            };
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
        catch (ApiException exception) when (!hasPassword && HasNone(exception))
        {
            throw TooOld(entry, exception);
        }
    }

    /// <summary>Whether a server has nothing where others tell their health, or a page for people.</summary>
    public static bool HasNone(ApiException exception) => exception is ApiNotFoundException or ApiContractException;

    /// <summary>What is said of such a server.</summary>
    /// <param name="what">Which one it is.</param>
    /// <param name="exception">What it responded with.</param>
    public static string TooOld(string what, ApiException exception)
        => $"{what} does not tell its health ({exception.Message.TrimEnd('.')}), nor does OpenCode before 1.1: such a release takes no password, and does not say what its sessions do. occtl cannot work with it";

    private static ForeignServerException TooOld(ServerEntry entry, ApiException exception)
        => new($"{TooOld($"What listens on port {entry.Port}", exception)}; choose a later --version. If it is somebody else's server, choose another --port.")
        {
            MayBeOurs = true,
        };

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
        catch (ApiException exception) when (HasNone(exception) || exception is ApiStatusException)
        {
            // Some fetch what they do not know from elsewhere, and fail. Whoever takes passwords refuses before that.
            throw TooOld(entry, exception);
        }
    }
}

/// <summary>Another server than ours has the port, or one that cannot be worked with.</summary>
internal sealed class ForeignServerException(string message) : Exception(message)
{
    /// <summary>Whether ours may be of a release that looks so.</summary>
    public bool MayBeOurs { get; init; }
}
