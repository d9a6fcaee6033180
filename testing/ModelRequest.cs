using System.Text.Json;

namespace OpenCode.Testing;

/// <summary>What an agent asks a model for.</summary>
public enum ModelRequestKind
{
    /// <summary>The next step of a conversation: it offers tools. Answered from the script.</summary>
    Turn,

    /// <summary>A title for a session. Answered with <see cref="ScriptedModelOptions.Title"/>.</summary>
    Title,

    /// <summary>Another request without tools, such as a summary. Answered with <see cref="ScriptedModelOptions.DefaultAnswer"/>.</summary>
    Other,
}

/// <summary>A request that a scripted model received.</summary>
public sealed class ModelRequest
{
    internal ModelRequest(JsonElement body)
    {
        Body = body;
        Kind = Classify();
    }

    /// <summary>What it is for.</summary>
    public ModelRequestKind Kind { get; }

    /// <summary>The whole body, in the format of OpenAI's chat completions.</summary>
    public JsonElement Body { get; }

    /// <summary>The model asked for.</summary>
    public string Model => Body.TryGetProperty("model", out JsonElement model) ? model.GetString() ?? "" : "";

    /// <summary>The names of the tools offered.</summary>
    public IReadOnlyList<string> Tools => Body.TryGetProperty("tools", out JsonElement tools) && tools.ValueKind == JsonValueKind.Array
        ? [.. tools.EnumerateArray().Select(static t => t.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    /// <summary>The last message with the role <c>user</c>, as text.</summary>
    public string LastUserText => Messages.LastOrDefault(static m => Role(m) == "user") is { ValueKind: JsonValueKind.Object } message ? TextOf(message) : "";

    /// <summary>How many steps the agent has taken since that message: the messages with the role <c>assistant</c> after it.</summary>
    public int StepsSinceUser => Messages.Reverse().TakeWhile(static m => Role(m) != "user").Count(static m => Role(m) == "assistant");

    internal bool IsStreaming => Body.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True;

    private IEnumerable<JsonElement> Messages => Body.TryGetProperty("messages", out JsonElement messages) && messages.ValueKind == JsonValueKind.Array
        ? messages.EnumerateArray()
        : [];

    private ModelRequestKind Classify()
    {
        if (Tools.Count > 0) return ModelRequestKind.Turn;
        bool title = Messages.Any(static m => Role(m) == "system" && TextOf(m).Contains("title generator", StringComparison.OrdinalIgnoreCase));
        return title ? ModelRequestKind.Title : ModelRequestKind.Other;
    }

    private static string? Role(JsonElement message) => message.TryGetProperty("role", out JsonElement role) ? role.GetString() : null;

    // Content is a string, or a list of parts of which only text has a `text`.
    private static string TextOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out JsonElement content)) return "";
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray()
                .Select(static part => part.TryGetProperty("text", out JsonElement text) ? text.GetString() : "")),
            _ => "",
        };
    }
}
