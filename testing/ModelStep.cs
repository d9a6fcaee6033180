using System.Text.Json.Nodes;

namespace OpenCode.Testing;

/// <summary>One thing that a scripted model does in an answer. Made by the methods of <see cref="ModelTurn"/>.</summary>
public abstract record ModelStep
{
    private protected ModelStep()
    {
    }

    /// <summary>A piece of text: one chunk on the stream.</summary>
    public sealed record Text(string Content) : ModelStep;

    /// <summary>A piece of reasoning (<c>reasoning_content</c>): one chunk on the stream.</summary>
    public sealed record Reasoning(string Content) : ModelStep;

    /// <summary>A call of one of the agent's tools. <paramref name="Arguments"/> is sent as it is, valid JSON or not.</summary>
    public sealed record ToolCall(string Name, string Arguments) : ModelStep;

    /// <summary>A pause.</summary>
    public sealed record Delay(TimeSpan Duration) : ModelStep;

    /// <summary>Silence until the client goes away or the model is disposed.</summary>
    public sealed record Hang : ModelStep;

    /// <summary>The connection breaks.</summary>
    public sealed record Cut : ModelStep;
}

/// <summary>An HTTP error in place of an answer.</summary>
/// <param name="Status">The status, 400 to 599.</param>
/// <param name="Message">The message in the error body.</param>
/// <param name="RetryAfter">The <c>Retry-After</c> header, rounded up to seconds.</param>
public sealed record ModelError(int Status, string Message, TimeSpan? RetryAfter = null);

/// <summary>The tokens that an answer claims to have used.</summary>
/// <param name="Input">Prompt tokens.</param>
/// <param name="Output">Completion tokens.</param>
public sealed record ModelUsage(int Input, int Output)
{
    internal JsonObject ToJson() => new()
    {
        ["prompt_tokens"] = Input,
        ["completion_tokens"] = Output,
        ["total_tokens"] = Input + Output,
    };
}
