using System.Buffers.Text;
using OpenCode.Models;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;

namespace OpenCode.Server.Turns;

/// <summary>Makes the message of a prompt, as it is kept and told.</summary>
internal static class PromptMessage
{
    public static (UserMessage Message, IReadOnlyList<Part> Parts) Create(Session session, ChosenPrompt prompt, ServerIds ids, TimeProvider clock)
    {
        string id = prompt.MessageId ?? ids.Message();
        var message = new UserMessage
        {
            Id = id,
            SessionId = session.Id,
            Agent = prompt.Agent,
            Model = new() { ProviderId = prompt.Model.ProviderId, ModelId = prompt.Model.ModelId, Variant = prompt.Variant },
            Time = new() { Created = clock.GetUtcNow().ToUnixTimeMilliseconds() },
            System = prompt.System,
            Format = prompt.Format,
            Tools = prompt.Tools.Count > 0 ? prompt.Tools : null,
        };
        return (message, [.. prompt.Parts.Select(p => Part(p, session.Id, id, ids))]);
    }

    private static Part Part(SessionPromptRequestPart part, string session, string message, ServerIds ids) => part switch
    {
        TextPartInput text => new TextPart
        {
            Id = text.Id ?? ids.Part(),
            SessionId = session,
            MessageId = message,
            Text = text.Text,
            Synthetic = text.Synthetic,
            Ignored = text.Ignored,
            Time = text.Time,
            Metadata = text.Metadata,
        },
        FilePartInput file when file.Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && !IsData(file.Url)
            => throw new OperationException(400, $"The file '{file.Filename}' has a data: URL that cannot be read. Write data:TYPE;base64,CONTENT."),
        FilePartInput file => new FilePart
        {
            Id = file.Id ?? ids.Part(),
            SessionId = session,
            MessageId = message,
            Mime = file.Mime,
            Url = file.Url,
            Filename = file.Filename,
            Source = file.Source,
        },
        AgentPartInput agent => new AgentPart
        {
            Id = agent.Id ?? ids.Part(),
            SessionId = session,
            MessageId = message,
            Name = agent.Name,
            Source = agent.Source,
        },
        SubtaskPartInput task => new SubtaskPart
        {
            Id = task.Id ?? ids.Part(),
            SessionId = session,
            MessageId = message,
            Agent = task.Agent,
            Description = task.Description,
            Prompt = task.Prompt,
            Command = task.Command,
            Model = task.Model,
        },
        _ => throw new OperationException(400, "A part of the prompt is of no kind that is known: text, file, agent or subtask."),
    };

    // One that cannot be read would fail every later turn, too.
    private static bool IsData(string url)
    {
        int comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0) return false;
        if (!url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)) return true;
        return Base64.IsValid(Uri.UnescapeDataString(url[(comma + 1)..]));
    }
}
