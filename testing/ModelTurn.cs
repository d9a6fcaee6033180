using System.Text.Json;

namespace OpenCode.Testing;

/// <summary>
/// The scripted answer to one request to the model. An agent that calls a tool asks the model again with the result,
/// so a prompt whose answer uses a tool takes two turns.
/// </summary>
/// <example><code>
/// model.Enqueue(
///     new ModelTurn().Reasoning("I should look first.").ToolCall("read", new { filePath = "README.md" }),
///     new ModelTurn().Text("It says ", "hello."));
/// </code></example>
public sealed class ModelTurn
{
    private readonly List<ModelStep> _steps = [];

    /// <summary>What the model does, in order.</summary>
    public IReadOnlyList<ModelStep> Steps => _steps;

    /// <summary>When set, the answer is this error and the steps are ignored.</summary>
    public ModelError? Error { get; private set; }

    /// <summary>The tokens claimed.</summary>
    public ModelUsage Tokens { get; private set; } = new(10, 5);

    /// <summary>Why the answer ends; null: <c>tool_calls</c> when there is one, else <c>stop</c>.</summary>
    public string? Reason { get; private set; }

    internal string FinishReason => Reason ?? (_steps.Any(static s => s is ModelStep.ToolCall) ? "tool_calls" : "stop");

    /// <summary>Answers an HTTP error. OpenCode gives up on 400, 401, 403 and 404, and retries the others.</summary>
    /// <param name="status">The status, 400 to 599.</param>
    /// <param name="message">The message in the error body.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> header.</param>
    public static ModelTurn Failing(int status, string message = "The scripted model fails on purpose.", TimeSpan? retryAfter = null)
    {
        if (status is < 400 or > 599) throw new ArgumentOutOfRangeException(nameof(status), status, "An error status is 400 to 599.");
        return new ModelTurn { Error = new ModelError(status, message, retryAfter) };
    }

    /// <summary>Writes text, one chunk per piece.</summary>
    public ModelTurn Text(params IEnumerable<string> pieces) => AddAll(pieces.Select(static piece => new ModelStep.Text(piece)));

    /// <summary>Writes reasoning, one chunk per piece.</summary>
    public ModelTurn Reasoning(params IEnumerable<string> pieces) => AddAll(pieces.Select(static piece => new ModelStep.Reasoning(piece)));

    /// <summary>Calls a tool with arguments that are serialized to JSON, such as an anonymous object.</summary>
    public ModelTurn ToolCall(string name, object arguments) => ToolCallJson(name, JsonSerializer.Serialize(arguments));

    /// <summary>Calls a tool with arguments as JSON text, which is not checked: a model can write nonsense too.</summary>
    public ModelTurn ToolCallJson(string name, string arguments) => Add(new ModelStep.ToolCall(name, arguments));

    /// <summary>Pauses.</summary>
    public ModelTurn Delay(TimeSpan duration) => Add(new ModelStep.Delay(duration));

    /// <summary>Never goes on: for tests of aborting.</summary>
    public ModelTurn Hang() => Add(new ModelStep.Hang());

    /// <summary>Breaks the connection. OpenCode retries such a request.</summary>
    public ModelTurn Cut() => Add(new ModelStep.Cut());

    /// <summary>Sets the tokens claimed.</summary>
    public ModelTurn Usage(int input, int output)
    {
        Tokens = new ModelUsage(input, output);
        return this;
    }

    /// <summary>Sets why the answer ends, such as <c>length</c>.</summary>
    public ModelTurn Finish(string reason)
    {
        Reason = reason;
        return this;
    }

    private ModelTurn Add(ModelStep step) => AddAll([step]);

    private ModelTurn AddAll(IEnumerable<ModelStep> steps)
    {
        _steps.AddRange(steps);
        return this;
    }
}
