using OpenCode.Core.Options;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>Makes clients of servers in the store.</summary>
/// <param name="secrets">Their passwords.</param>
internal sealed class ServerConnection(SecretStore secrets)
{
    /// <summary>Whether a server was given a password.</summary>
    public bool HasPassword(ServerEntry entry) => secrets.Find(entry.Id) is { Length: > 0 };

    /// <summary>A client of a server, for its project directory.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="limit">How long a request may take in all.</param>
    /// <param name="directory">Another directory; null for the server's.</param>
    /// <param name="password">Its password, empty for none; null for the one that is kept.</param>
    /// <param name="isForAll">Whether requests name no directory: where one is named, lists leave out what is elsewhere.</param>
    public OpenCodeClient Open(ServerEntry entry, TimeSpan? limit = null, string? directory = null, string? password = null, bool isForAll = false)
    {
        OpenCodeClientOptions options = new()
        {
            BaseUri = entry.BaseUri,

            // What the environment says is about another server.
            UserName = entry.UserName ?? OpenCodeCredential.DefaultUserName,
            Password = password ?? secrets.Find(entry.Id) ?? "",
            Directory = isForAll ? null : directory ?? entry.Directory,
        };
        if (limit is { } total)
        {
            // Whoever has a limit asks again himself.
            options.Budgets = new RequestBudgets { Total = total };
            options.Retry = RetryOptions.None;
        }

        return new OpenCodeClient(options);
    }
}
