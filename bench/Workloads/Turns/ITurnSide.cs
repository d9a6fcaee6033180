namespace OpenCode.Benchmarks.Workloads.Turns;

/// <summary>One way to carry out a turn. It follows the server's events all the time, also between its turns.</summary>
internal interface ITurnSide : IAsyncDisposable
{
    /// <summary>Sends a prompt, follows what the agent writes, and has the messages in the end.</summary>
    /// <param name="session">A session of its own for each turn.</param>
    /// <param name="prompt">The prompt.</param>
    Task<TurnTimes> RunAsync(string session, string prompt);
}

/// <summary>How long a turn took, from the call on.</summary>
/// <param name="FirstText">Until the first text of the agent.</param>
/// <param name="Total">Until the result was there.</param>
/// <param name="Characters">How much text came; the same on all sides.</param>
internal readonly record struct TurnTimes(TimeSpan FirstText, TimeSpan Total, int Characters);
