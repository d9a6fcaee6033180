using System.Text.Json.Nodes;
using OpenCode.Verification.Contract.Events;
using OpenCode.Verification.Contract.Interactions;

namespace OpenCode.Verification.Contract.Pacts;

/// <summary>
/// Derives from the client's model what the client needs of a response, as a body with matching rules inside. The model is the generator's, which
/// this library does without: pacts are made when the contract changes, and only read when a release is verified.
/// </summary>
internal interface IResponseShapes
{
    /// <summary>The documented success of an operation; null when it is no JSON.</summary>
    /// <param name="operation">The operation's id.</param>
    /// <param name="choices">See <see cref="Interaction.Choose"/>.</param>
    JsonNode? OfSuccess(string operation, IReadOnlyDictionary<string, string> choices);

    /// <summary>A model by its name.</summary>
    /// <param name="model">The name of the client's class.</param>
    /// <param name="choices">See <see cref="Interaction.Choose"/>.</param>
    JsonNode OfModel(string model, IReadOnlyDictionary<string, string> choices);

    /// <summary>An event.</summary>
    JsonNode OfEvent(EventInteraction interaction);
}
