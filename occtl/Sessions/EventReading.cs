using System.Runtime.CompilerServices;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>Which events are wanted.</summary>
/// <param name="Server">The server.</param>
/// <param name="Session">The session, sub-agents included; null for everything on the server.</param>
/// <param name="Types">Their types, with * at the end for anything; none for all.</param>
/// <param name="Count">How many; null for no end.</param>
internal sealed record EventQuery(string? Server, string? Session, IReadOnlyList<string> Types, int? Count);

/// <summary>Reads events as they come.</summary>
/// <param name="runner">The servers.</param>
internal sealed class EventReading(ServerRunner runner)
{
    public async IAsyncEnumerable<Event> ReadAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SessionHandle? handle = query.Session is { } name ? await new SessionFinder(runner).FindAsync(query.Server, name, cancellationToken) : null;
        ServerEntry entry = handle?.Entry ?? await runner.Finder.FindAsync(query.Server, cancellationToken);
        using OpenCodeClient client = runner.Connection.Open(entry);
        int left = query.Count ?? int.MaxValue;
        if (left <= 0) yield break;
        await foreach (Event next in handle?.Session.ReadEventsAsync(cancellationToken) ?? client.Sessions.ReadEventsAsync(cancellationToken))
        {
            if (query.Types.Count > 0 && !query.Types.Any(w => Fits(w, next.Type))) continue;
            yield return next;
            if (--left == 0) yield break;
        }
    }

    private static bool Fits(string pattern, string type)
        => pattern.EndsWith('*') ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : type == pattern;
}
