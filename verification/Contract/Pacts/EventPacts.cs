using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Events;

namespace OpenCode.Verification.Contract.Pacts;

/// <summary>Turns events into messages of a pact.</summary>
/// <param name="shapes">What the client needs of events.</param>
internal sealed class EventPacts(IResponseShapes shapes)
{
    public const string Provider = "opencode-events";

    public void AddTo(PactContract pact, EventInteraction interaction) => pact.AddMessage(interaction.Description).Holds(shapes.OfEvent(interaction));
}
