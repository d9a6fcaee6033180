using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>A session and the sessions of its sub-agents, as far as they are known.</summary>
internal sealed class SessionTree(string root)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal) { root };

    /// <summary>The sessions of sub-agents.</summary>
    public IReadOnlyList<string> Children
    {
        get
        {
            lock (_lock) return [.. _ids.Where(id => id != root)];
        }
    }

    /// <summary>Whether a session belongs to the tree.</summary>
    public bool Contains(string? session)
    {
        lock (_lock) return session is not null && _ids.Contains(session);
    }

    /// <summary>Takes a session in when its parent belongs to the tree.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(Session session)
    {
        lock (_lock) return session.ParentId is { } parent && _ids.Contains(parent) && _ids.Add(session.Id);
    }

    /// <summary>Whether an event concerns the tree. A session that begins is taken in at once, so that no event of it is missed.</summary>
    public bool Accepts(Event next)
    {
        if (next is EventSessionCreated created) Add(created.Properties.Info);
        return Contains(next.SessionId);
    }
}
