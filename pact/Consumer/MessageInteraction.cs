using System.Text.Json.Nodes;
using OpenCode.Pact.Native;

namespace OpenCode.Pact;

/// <summary>A message that the provider sends, in the making.</summary>
public sealed class MessageInteraction
{
    private readonly InteractionReference _interaction;
    private readonly string _description;

    internal MessageInteraction(InteractionReference interaction, string description)
    {
        (_interaction, _description) = (interaction, description);
        Check(!interaction.IsNone, "be added");
    }

    /// <summary>What the provider must have done.</summary>
    /// <param name="state">The name of the state.</param>
    public MessageInteraction Given(string state) => Check(PactCore.Given(_interaction, state), $"take the state '{state}'");

    /// <summary>What the message holds.</summary>
    /// <param name="body">The JSON, with rules inside.</param>
    public MessageInteraction Holds(JsonNode body)
        => Check(PactCore.WithBody(_interaction, MessagePart.Request, "application/json", body.ToJsonString()), "take its content");

    private MessageInteraction Check(bool accepted, string what)
        => accepted ? this : throw new PactCoreException($"The Pact core did not let the message '{_description}' {what}.");
}
