using Microsoft.Extensions.AI;
using OpenCode.Models;

namespace OpenCode.Server.Agents;

/// <summary>A session's messages as a model reads them.</summary>
internal static class ChatHistory
{
    public static IEnumerable<ChatMessage> Of(AgentTurn turn, string? instructions)
    {
        if (!string.IsNullOrEmpty(instructions)) yield return new ChatMessage(ChatRole.System, instructions);
        if (!string.IsNullOrEmpty(turn.System)) yield return new ChatMessage(ChatRole.System, turn.System);
        foreach (MessageWithParts message in turn.Messages)
        {
            if (message.Info is UserMessage)
            {
                List<AIContent> contents = [.. message.Parts.Select(Content).OfType<AIContent>()];
                if (contents.Count > 0) yield return new ChatMessage(ChatRole.User, contents);
            }
            else if (message.Info is AssistantMessage)
            {
                foreach (ChatMessage said in Answer(message.Parts)) yield return said;
            }
        }
    }

    private static AIContent? Content(Part part) => part switch
    {
        TextPart { Ignored: not true } text => new TextContent(text.Text),
        FilePart file => File(file),
        SubtaskPart task => new TextContent(task.Prompt),
        _ => null,
    };

    private static AIContent File(FilePart file)
    {
        try
        {
            if (file.Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return new DataContent(file.Url, file.Mime);
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException)
        {
            return new TextContent($"The file {file.Filename} ({file.Mime}) could not be read.");
        }

        return new TextContent($"The file {file.Filename ?? file.Url} ({file.Mime}) at {file.Url}");
    }

    // A call without a result would be refused by most models: what was aborted has its error.
    private static IEnumerable<ChatMessage> Answer(IReadOnlyList<Part> parts)
    {
        List<AIContent> said = [];
        List<AIContent> results = [];
        foreach (Part part in parts)
        {
            if (part is TextPart { Text.Length: > 0 } text) said.Add(new TextContent(text.Text));
            if (part is not ToolPart { State: ToolStateCompleted or ToolStateError } tool) continue;
            said.Add(new FunctionCallContent(tool.CallId, tool.Tool, tool.State.Input.ValueKind == System.Text.Json.JsonValueKind.Object
                ? tool.State.Input.EnumerateObject().ToDictionary(static p => p.Name, static p => (object?)p.Value)
                : null));
            results.Add(new FunctionResultContent(tool.CallId, tool.State is ToolStateCompleted done ? done.Output : ((ToolStateError)tool.State).Error));
        }

        if (said.Count > 0) yield return new ChatMessage(ChatRole.Assistant, said);
        if (results.Count > 0) yield return new ChatMessage(ChatRole.Tool, results);
    }
}
