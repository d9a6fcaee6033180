using OpenCode.Turns;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>What a turn tells while it is under way.</summary>
internal static class TurnUpdates
{
    /// <summary>Reads all updates of a turn.</summary>
    public static async Task<List<TurnUpdate>> ReadAsync(Turn turn)
    {
        List<TurnUpdate> updates = [];
        await foreach (TurnUpdate update in turn.WithCancellation(TestContext.Current.CancellationToken)) updates.Add(update);
        return updates;
    }

    /// <summary>The text that a reader has in the end.</summary>
    /// <param name="updates">The updates.</param>
    /// <param name="session">The session whose text counts; null for all.</param>
    public static string TextOf(IEnumerable<TurnUpdate> updates, string? session = null)
        => updates.OfType<TextUpdate>().Where(u => u.SessionId == (session ?? u.SessionId))
            .Aggregate("", static (text, u) => u.IsReplacement ? u.Delta : text + u.Delta);
}
