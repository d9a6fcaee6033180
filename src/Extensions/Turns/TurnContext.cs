using OpenCode.Events;

namespace OpenCode.Turns;

/// <summary>What the turns of a client share.</summary>
/// <param name="Feed">The events of the server.</param>
/// <param name="Gates">Who may send a prompt.</param>
/// <param name="Clock">The clock.</param>
internal sealed record TurnContext(EventFeed Feed, SessionGates Gates, TimeProvider Clock);
