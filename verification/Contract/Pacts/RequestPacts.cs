using System.Text.Json.Nodes;
using OpenCode.Core.Operations;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Interactions;

namespace OpenCode.Verification.Contract.Pacts;

/// <summary>Turns interactions into pacts.</summary>
/// <param name="shapes">What the client needs of responses.</param>
internal sealed class RequestPacts(IResponseShapes shapes)
{
    public const string Consumer = "OpenCode.Client";
    public const string Provider = "opencode";

    /// <summary>Adds an interaction to a pact.</summary>
    public void AddTo(PactContract pact, Interaction interaction)
    {
        Operation operation = OperationOf(interaction);
        HttpInteraction http = pact.AddRequest(interaction.Description);
        if (interaction.Given is { } state) http.Given(state);
        http.Request(operation.Method.Method, Path(operation, interaction));
        foreach ((string name, string value) in QueryTexts(interaction)) http.Query(name, FromState(value));
        foreach ((string name, string value) in interaction.Headers) http.Header(name, value);
        if (interaction.Body is { } body) http.Body(WithRules(JsonNode.Parse(body))!);
        http.Answers(StatusOf(operation, interaction));
        AddAnswer(http, operation, interaction);
    }

    /// <summary>The arguments with which the client makes the interaction's request.</summary>
    public static Calls.CallArguments ArgumentsOf(Interaction interaction) => new()
    {
        PathValues = PathTexts(OperationOf(interaction), interaction).ToDictionary(static p => p.Key, static p => StateExamples.Fill(p.Value)),
        QueryValues = interaction.Query is { } query ? JsonNode.Parse(StateExamples.Fill(query))!.AsObject() : [],
        BodyValue = interaction.Body is { } body ? JsonNode.Parse(StateExamples.Fill(body)) : null,
        Headers = interaction.Headers,
    };

    public static int StatusOf(Operation operation, Interaction interaction) =>
        interaction.Status ?? int.Parse(operation.Responses.First(static r => r.IsSuccess).Status, System.Globalization.CultureInfo.InvariantCulture);

    public static Operation OperationOf(Interaction interaction) =>
        OperationCatalog.Find(interaction.Operation) ?? throw new InvalidOperationException($"'{interaction}' is of no operation.");

    private void AddAnswer(HttpInteraction http, Operation operation, Interaction interaction)
    {
        if (interaction.TextAnswer is { } text)
        {
            http.AnswerHeader("Content-Type", Matching.Regex($"^{text.ContentType}.*$", text.ContentType));
            if (text.Text.Length > 0) http.AnswerText(text.ContentType, text.Text);
            return;
        }

        if (interaction.Answer is { } answer)
        {
            http.AnswerBody(answer);
            return;
        }

        JsonNode? shape = interaction switch
        {
            { Error: { } error } => shapes.OfModel(error, interaction.Choose),
            { Status: null } => shapes.OfSuccess(operation.Id, interaction.Choose),
            _ => null,
        };
        if (shape is not null) http.AnswerBody(shape);
    }

    private static JsonNode Path(Operation operation, Interaction interaction)
    {
        string path = operation.PathTemplate;
        foreach ((string name, string value) in PathTexts(operation, interaction))
            path = path.Replace(name == "*" ? "*" : $"{{{name}}}", value, StringComparison.Ordinal);
        return FromState(path);
    }

    private static IEnumerable<KeyValuePair<string, string>> PathTexts(Operation operation, Interaction interaction)
    {
        foreach (string segment in operation.PathTemplate.Split('/'))
        {
            if (segment == "*") yield return new(segment, interaction.Path[segment]);
            if (!segment.StartsWith('{')) continue;
            string name = segment[1..^1];
            yield return new(name, interaction.Path.TryGetValue(name, out string? text) ? text : $"${{{name}}}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> QueryTexts(Interaction interaction)
    {
        if (interaction.Query is not { } query) yield break;
        foreach ((string name, JsonNode? value) in JsonNode.Parse(query)!.AsObject())
        {
            if (value is JsonObject members)
            {
                foreach ((string member, JsonNode? text) in members) yield return new($"{name}[{member}]", text!.ToString());
            }
            else
            {
                yield return new(name, value!.ToString());
            }
        }
    }

    private static JsonNode FromState(string text) => StateExamples.HasPlaceholder(text) ? Matching.FromState(text, StateExamples.Fill(text)) : text;

    private static JsonNode? WithRules(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(static p => KeyValuePair.Create(p.Key, WithRules(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithRules)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => FromState(value.GetValue<string>()).DeepClone(),
        _ => node?.DeepClone(),
    };
}
