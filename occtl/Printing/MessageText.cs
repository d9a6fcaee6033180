using System.Globalization;
using System.Text.Json;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>Messages as people read them.</summary>
internal static class MessageText
{
    private const int Short = 200;

    /// <summary>What of a message is shown.</summary>
    /// <param name="Tools">Whether calls of tools are.</param>
    /// <param name="Full">Whether texts are shown whole, with what tools gave back, and what the agent thought.</param>
    /// <param name="Compact">Whether each message is one line.</param>
    public sealed record View(bool Tools = true, bool Full = false, bool Compact = false);

    public static void Write(TextWriter output, MessageWithParts message, View view)
    {
        if (view.Compact)
        {
            output.WriteLine($"{Time(message)} {OneLine(message.Info.Role),-9} {Cut(OneLine(SpokenText.Of(message)), Short)}{ToolNames(message)}");
            return;
        }

        output.WriteLine($"── {TerminalText.Safe(message.Info.Role)} {Time(message)} {TerminalText.Safe(message.Info.Id)}");
        foreach (Part part in message.Parts)
        {
            foreach (string line in Lines(part, view)) output.WriteLine(TerminalText.Safe(line));
        }

        if (message.Info is AssistantMessage { Error: { } error }) output.WriteLine($"✗ {TerminalText.Safe(error.Name)}: {TerminalText.Safe(error.ErrorMessage ?? "")}");
        output.WriteLine();
    }

    /// <summary>What a tool is called with, in a line.</summary>
    public static string Describe(string tool, JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object) return OneLine(tool);
        foreach (string name in new[] { "command", "filePath", "pattern", "path", "url", "description", "query" })
        {
            if (!input.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String) continue;
            return $"{OneLine(tool)} {Cut(OneLine(value.GetString()!), Short)}";
        }

        return OneLine(tool);
    }

    private static IEnumerable<string> Lines(Part part, View view)
    {
        switch (part)
        {
            case TextPart { Ignored: not true } text when text.Synthetic is not true || view.Full:
                yield return text.Text;
                break;
            case ReasoningPart reasoning when view.Full && reasoning.Text.Length > 0:
                yield return $"(thought) {reasoning.Text}";
                break;
            case ToolPart tool when view.Tools:
                yield return $"▸ {Describe(tool.Tool, tool.State.Input)} [{tool.State.Status}]";
                if (view.Full && tool.State is ToolStateCompleted { Output: var output }) yield return output;
                if (tool.State is ToolStateError failed) yield return $"  {Cut(OneLine(failed.Error), Short)}";
                break;
            case FilePart file:
                yield return $"▸ file {file.Filename ?? file.Mime}";
                break;
        }
    }

    private static string ToolNames(MessageWithParts message)
    {
        string names = string.Join(", ", message.Parts.OfType<ToolPart>().Select(static p => p.Tool));
        return names.Length == 0 ? "" : $" [{OneLine(names)}]";
    }

    private static string Time(MessageWithParts message)
    {
        DateTimeOffset? created = message.Info switch
        {
            AssistantMessage assistant => assistant.Time.CreatedAt,
            UserMessage user => user.Time.CreatedAt,
            _ => null,
        };
        return created?.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "--:--:--";
    }

    private static string OneLine(string text) => TerminalText.Safe(text.ReplaceLineEndings(" ").Trim());

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
