using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>A session and those above it.</summary>
internal static class SessionChain
{
    /// <summary>From the first one down to the session; one that was deleted ends it.</summary>
    public static async Task<IReadOnlyList<Session>> ReadAsync(SessionHandle handle, CancellationToken cancellationToken)
    {
        List<Session> chain = [await handle.Session.GetInfoAsync(cancellationToken)];
        while (chain[0].ParentId is { } parent && chain.All(s => s.Id != parent))
        {
            try
            {
                chain.Insert(0, await handle.Client.Session[parent].GetAsync(cancellationToken));
            }
            catch (ApiNotFoundException)
            {
                break;
            }
        }

        return chain;
    }
}
