using OpenCode.Models;

namespace OpenCode.Ctl.Servers;

/// <summary>The sessions of all directories, which OpenCode lists page by page, those that were changed last first.</summary>
internal static class AllSessions
{
    private const int Page = 100;

    /// <summary>Reads them, archived ones too.</summary>
    /// <param name="client">A client whose requests name no directory.</param>
    /// <param name="since">Those that were changed since, in milliseconds; null for all.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="Core.Errors.ApiException">Among others: the release does not list them.</exception>
    public static async Task<IReadOnlyList<GlobalSession>> ReadAsync(OpenCodeClient client, long? since, CancellationToken cancellationToken)
    {
        List<GlobalSession> all = [];
        long? before = null;
        while (true)
        {
            IReadOnlyList<GlobalSession> page = await client.Experimental.Session.GetAsync(
                c =>
                {
                    c.Query.Limit = Page;
                    c.Query.Archived = true;
                    if (since is { } start) c.Query.Start = start;
                    if (before is { } cursor) c.Query.Cursor = cursor;
                },
                cancellationToken);
            all.AddRange(page);
            if (page.Count < Page || page[^1].Time.Updated == before) return all;
            before = page[^1].Time.Updated;
        }
    }
}
