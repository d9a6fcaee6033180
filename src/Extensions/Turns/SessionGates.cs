using System.Collections.Concurrent;

namespace OpenCode.Turns;

/// <summary>Lets one turn a session through at a time, in the order in which they came.</summary>
internal sealed class SessionGates
{
    private readonly ConcurrentDictionary<string, SessionGate> _gates = new(StringComparer.Ordinal);

    /// <summary>The gate of a session.</summary>
    public SessionGate Of(string session) => _gates.GetOrAdd(session, static _ => new SessionGate());
}
