using System.Text.Json.Nodes;
using OpenCode.Pact.Native;

namespace OpenCode.Pact.Consumer;

/// <summary>A message that the provider sends, in the making.</summary>
public sealed class MessageInteraction
{
    private readonly PactContract _pact;
    private readonly InteractionReference _interaction;
    private readonly string _description;

    internal MessageInteraction(PactContract pact, InteractionReference interaction, string description)
    {
        (_pact, _interaction, _description) = (pact, interaction, description);
        Check(!interaction.IsNone, "be added");
    }

    private InteractionReference Live => _pact.Live(_interaction);

    /// <summary>What the provider must have done.</summary>
    /// <param name="state">The name of the state.</param>
    public MessageInteraction Given(string state) => Check(PactCore.Given(Live, state), $"take the state '{state}'");

    /// <summary>What the message holds.</summary>
    /// <param name="body">The JSON, with rules inside.</param>
    public MessageInteraction Holds(JsonNode body)
        => Check(PactCore.WithBody(Live, MessagePart.Request, "application/json", body.ToJsonString()), "take its content");

    private MessageInteraction Check(bool accepted, string what)
        => accepted ? this : throw _pact.Refusal($"the message '{_description}' {what}");
}
