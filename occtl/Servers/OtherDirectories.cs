using System.Globalization;
using OpenCode.Core.Errors;
using OpenCode.Ctl.Store;
using OpenCode.Hosting.Processes;
using OpenCode.Models;

namespace OpenCode.Ctl.Servers;

/// <summary>
/// Finds the directories beside a server's own in which a session of it may be at work. OpenCode tells of one directory at a time, and loads the settings and
/// tools of each that it is asked about: only those are worth it where a session has changed since the server started, and is not seen to have finished.
/// </summary>
/// <param name="folder">Where it is written down what has been looked at.</param>
/// <param name="connection">Makes clients.</param>
/// <param name="time">The clock.</param>
internal sealed class OtherDirectories(DataFolder folder, ServerConnection connection, TimeProvider time)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    // Of an adopted server nobody knows when it started.
    private static readonly TimeSpan _beforeAdoption = TimeSpan.FromDays(7);

    // The server writes down a prompt a moment before it begins to work on it.
    private static readonly TimeSpan _moment = TimeSpan.FromMinutes(1);

    /// <summary>Finds them. A release that does not list the sessions of all directories has none.</summary>
    public async Task<OtherSessions> FindAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = connection.Open(entry, _limit, isForAll: true);
        long listed = time.GetUtcNow().ToUnixTimeMilliseconds();
        long since = Since(entry);
        IReadOnlyList<GlobalSession> changed = await ListAsync(entry, client, since, cancellationToken);
        bool[] finished = new bool[changed.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, changed.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => finished[i] = await IsFinishedAsync(client, changed[i].Id, token));
        return new OtherSessions(since, listed, changed, [.. changed.Where((_, i) => !finished[i])]);
    }

    /// <summary>The directories beside a server's own in which a session has changed since it started, whatever has become of it.</summary>
    public async Task<IReadOnlyList<string>> FindUsedAsync(ServerEntry entry, CancellationToken cancellationToken)
    {
        using OpenCodeClient client = connection.Open(entry, _limit, isForAll: true);
        return [.. (await ListAsync(entry, client, Start(entry), cancellationToken)).Select(static s => s.Directory).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Writes down what need not be looked at again.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="sessions">What was found.</param>
    /// <param name="waiting">What the server has said of their directories.</param>
    public void Settle(ServerEntry entry, OtherSessions sessions, WaitingRequests waiting)
    {
        long settled = sessions.Listed - (long)_moment.TotalMilliseconds;
        foreach (GlobalSession session in sessions.Unfinished)
        {
            if (WaitingRequests.IsAtWork(waiting.Status.GetValueOrDefault(session.Id))) settled = Math.Min(settled, session.Time.Updated);
        }

        if (settled <= sessions.Since || !sessions.Changed.Any(s => s.Time.Updated < settled)) return;
        try
        {
            File.WriteAllText(folder.SettledFile(entry.Id), settled.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next look costs more requests, and finds the same.
        }
    }

    // A release that does not list the sessions of all directories has none elsewhere.
    private static async Task<IReadOnlyList<GlobalSession>> ListAsync(ServerEntry entry, OpenCodeClient client, long since, CancellationToken cancellationToken)
    {
        string? own = entry.Directory is { } directory ? Path.TrimEndingDirectorySeparator(directory) : null;
        try
        {
            return [.. (await AllSessions.ReadAsync(client, since, cancellationToken)).Where(s => Path.TrimEndingDirectorySeparator(s.Directory) != own)];
        }
        catch (ApiException exception) when (exception is ApiContractException or ApiNotFoundException)
        {
            return [];
        }
    }

    private static async Task<bool> IsFinishedAsync(OpenCodeClient client, string session, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<MessageWithParts> newest = await client.Session[session].Message.GetAsync(static c => c.Query.Limit = 1, cancellationToken);
            return newest.Count == 0 || LastMessage.EndsTurn(newest[^1]);
        }
        catch (ApiNotFoundException)
        {
            return true;
        }
        catch (ApiStatusException)
        {
            // A session that cannot be read may well be at work.
            return false;
        }
    }

    // What has been looked at, and is over, need not be looked at again.
    private long Since(ServerEntry entry)
    {
        long start = Start(entry);
        return ReadSettled(entry.Id) is { } settled && settled > start && settled <= time.GetUtcNow().ToUnixTimeMilliseconds() ? settled : start;
    }

    private static long Start(ServerEntry entry)
    {
        DateTimeOffset start = entry.IsAdopted ? entry.CreatedAt - _beforeAdoption : entry.CreatedAt;

        // As the clock says it now: it may have been set since.
        if (entry.ProcessId is { } id && ProcessIdentity.Find(id) is { } process && process.StartedAt < start) start = process.StartedAt;
        return (start - _moment).ToUnixTimeMilliseconds();
    }

    private long? ReadSettled(string id)
    {
        try
        {
            string file = folder.SettledFile(id);
            if (!File.Exists(file)) return null;
            return long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out long settled) ? settled : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Sessions in directories beside a server's own.</summary>
/// <param name="Since">From when on, in milliseconds.</param>
/// <param name="Listed">When they were listed, in milliseconds.</param>
/// <param name="Changed">Those that have changed since.</param>
/// <param name="Unfinished">Those of them that may be at work.</param>
internal sealed record OtherSessions(long Since, long Listed, IReadOnlyList<GlobalSession> Changed, IReadOnlyList<GlobalSession> Unfinished)
{
    public IEnumerable<string> Directories => Unfinished.Select(static s => s.Directory).Distinct(StringComparer.Ordinal);
}
