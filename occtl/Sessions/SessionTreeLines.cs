using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>Sessions in the order of a tree: each below the one it works for.</summary>
internal static class SessionTreeLines
{
    /// <summary>Each session with its depth; those whose parent is not among them stand at the top.</summary>
    public static IEnumerable<(Session Session, int Depth)> Order(IReadOnlyList<Session> sessions)
    {
        ILookup<string, Session> children = sessions.Where(static s => s.ParentId is not null).ToLookup(static s => s.ParentId!, StringComparer.Ordinal);
        HashSet<string> known = [.. sessions.Select(static s => s.Id)];
        IEnumerable<Session> tops = sessions.Where(s => s.ParentId is null || !known.Contains(s.ParentId)).OrderByDescending(static s => s.Time.Updated);
        return tops.SelectMany(s => Below(s, 0, children, []));
    }

    // A server that lets a session be its own ancestor must not keep us here.
    private static IEnumerable<(Session Session, int Depth)> Below(Session session, int depth, ILookup<string, Session> children, HashSet<string> seen)
    {
        if (!seen.Add(session.Id)) yield break;
        yield return (session, depth);
        foreach (Session child in children[session.Id].OrderBy(static s => s.Time.Created))
        {
            foreach ((Session Session, int Depth) next in Below(child, depth + 1, children, seen)) yield return next;
        }
    }
}
