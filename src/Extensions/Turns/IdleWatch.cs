using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>How long a session looks idle without any change: the server says so also in the moment before it begins.</summary>
internal sealed class IdleWatch(TimeProvider clock)
{
    private long? _since;
    private (int Steps, string? Last, int Parts, bool IsOver) _seen;

    /// <summary>Whether it looks idle.</summary>
    public bool IsIdle => _since is not null;

    /// <summary>It does not.</summary>
    public void Reset() => _since = null;

    /// <summary>It does.</summary>
    /// <param name="steps">The steps of the turn.</param>
    /// <returns>For how long, with just these steps.</returns>
    public TimeSpan Note(IReadOnlyList<MessageWithParts> steps)
    {
        var last = steps.Count > 0 ? (AssistantMessage)steps[^1].Info : null;
        (int, string?, int, bool) seen = (steps.Count, last?.Id, steps.Count > 0 ? steps[^1].Parts.Count : 0, last?.Time.Completed is not null);
        if (_since is null || seen != _seen) (_since, _seen) = (clock.GetTimestamp(), seen);
        return clock.GetElapsedTime(_since.Value);
    }
}
