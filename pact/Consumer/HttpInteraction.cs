using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Pact.Native;

namespace OpenCode.Pact.Consumer;

/// <summary>A request and its answer, in the making.</summary>
public sealed class HttpInteraction
{
    private const string Json = "application/json";

    private readonly PactContract _pact;
    private readonly InteractionReference _interaction;
    private readonly string _description;
    private readonly Dictionary<(string Place, string Name), uint> _values = [];

    internal HttpInteraction(PactContract pact, InteractionReference interaction, string description)
    {
        (_pact, _interaction, _description) = (pact, interaction, description);
        Check(!interaction.IsNone, "be added");
    }

    private InteractionReference Live => _pact.Live(_interaction);

    /// <summary>What the provider must have before the request.</summary>
    /// <param name="state">The name of the state.</param>
    public HttpInteraction Given(string state) => Check(PactCore.Given(Live, state), $"take the state '{state}'");

    /// <summary>The request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path: a text, or a rule of <see cref="Matching"/>.</param>
    public HttpInteraction Request(string method, JsonNode path)
        => Check(PactCore.WithRequest(Live, method, Text(path)), $"take the path {path.ToJsonString()}");

    /// <summary>A query parameter of the request; one of the same name is one value more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value: a text, or a rule.</param>
    public HttpInteraction Query(string name, JsonNode value)
        => Check(PactCore.WithQuery(Live, name, Next("query", name), Text(value)), $"take the parameter '{name}'");

    /// <summary>A header of the request; one of the same name is one value more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value: a text, or a rule.</param>
    public HttpInteraction Header(string name, JsonNode value)
        => Check(PactCore.WithHeader(Live, MessagePart.Request, name, Next("request", name.ToUpperInvariant()), Text(value)), $"take the header '{name}'");

    /// <summary>The JSON body of the request.</summary>
    /// <param name="body">The body, with rules inside.</param>
    public HttpInteraction Body(JsonNode body) => Check(PactCore.WithBody(Live, MessagePart.Request, Json, body.ToJsonString()), "take its body");

    /// <summary>The answer's status.</summary>
    /// <param name="status">The status.</param>
    public HttpInteraction Answers(int status)
        => Check(PactCore.ResponseStatus(Live, status.ToString(CultureInfo.InvariantCulture)), $"take the status {status}");

    /// <summary>A header of the answer; one of the same name is one value more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value: a text, or a rule.</param>
    public HttpInteraction AnswerHeader(string name, JsonNode value)
        => Check(PactCore.WithHeader(Live, MessagePart.Response, name, Next("answer", name.ToUpperInvariant()), Text(value)),
            $"take the answer's header '{name}'");

    /// <summary>The JSON body of the answer.</summary>
    /// <param name="body">The body, with rules inside.</param>
    public HttpInteraction AnswerBody(JsonNode body) => Check(PactCore.WithBody(Live, MessagePart.Response, Json, body.ToJsonString()), "take its answer");

    /// <summary>The body of an answer that is not JSON.</summary>
    /// <param name="contentType">Its content type.</param>
    /// <param name="body">The text.</param>
    public HttpInteraction AnswerText(string contentType, string body)
        => Check(PactCore.WithBody(Live, MessagePart.Response, contentType, body), "take its answer");

    // The core puts a value where it is told to, and replaces what is there.
    private uint Next(string place, string name)
    {
        uint index = _values.GetValueOrDefault((place, name));
        _values[(place, name)] = index + 1;
        return index;
    }

    private static string Text(JsonNode value) => value is JsonValue ? value.ToString() : value.ToJsonString();

    private HttpInteraction Check(bool accepted, string what)
        => accepted ? this : throw _pact.Refusal($"the interaction '{_description}' {what}");
}
