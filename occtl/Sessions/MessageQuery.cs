using OpenCode.Models;

namespace OpenCode.Ctl.Sessions;

/// <summary>Which messages of a session are wanted.</summary>
/// <param name="Session">The session.</param>
internal sealed record MessageQuery(SessionName Session)
{
    /// <summary>How many of the last ones; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary><c>user</c> or <c>assistant</c>; null for both.</summary>
    public string? Role { get; init; }

    /// <summary>A text that they have, capitals or not; null for any.</summary>
    public string? Search { get; init; }

    /// <summary>Whether those of the sessions that it works for are wanted, too.</summary>
    public bool Chain { get; init; }

    public bool Fits(MessageWithParts message) => (Role is null || message.Info.Role == Role)
        && (Search is null || SpokenText.Of(message).Contains(Search, StringComparison.OrdinalIgnoreCase));

    /// <summary>Leaves out what is not wanted.</summary>
    public IReadOnlyList<MessageWithParts> Select(IReadOnlyList<MessageWithParts> messages)
    {
        IEnumerable<MessageWithParts> shown = messages.Where(Fits);
        return [.. Limit is { } most ? shown.TakeLast(most) : shown];
    }
}
