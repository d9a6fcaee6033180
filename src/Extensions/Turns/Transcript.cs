using System.Text;
using System.Text.Json;
using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>What the agent and its sub-agents have written in a turn, put together from events and from what is read again.</summary>
/// <remarks>
/// Text is reported once and in order. The server stores a text only when it is whole, so after a gap nothing tells what is missing in the middle of one:
/// it is held back until the whole has come.
/// </remarks>
internal sealed class Transcript(string promptId, Action<TurnUpdate> report)
{
    private readonly Dictionary<string, MessageEntry> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PartEntry> _parts = new(StringComparer.Ordinal);

    // Deltas of parts that have not been announced.
    private readonly Dictionary<string, string> _early = new(StringComparer.Ordinal);
    private bool _hadGap;

    /// <summary>What all steps have cost so far.</summary>
    public TurnUsage Usage => _messages.Values.Select(static m => m.Info).OfType<AssistantMessage>()
        .Aggregate(default(TurnUsage), static (sum, m) => sum + TurnUsage.Of(m.Tokens, m.Cost));

    /// <summary>The agent's messages in a session, oldest first, with the texts that have come.</summary>
    public IReadOnlyList<MessageWithParts> MessagesOf(string session)
        => [.. _messages.Values.Where(m => m.Info is AssistantMessage && m.Info.SessionId == session).OrderBy(static m => m.Info.Id, StringComparer.Ordinal)
            .Select(static m => new MessageWithParts { Info = m.Info, Parts = [.. m.Parts.Select(static p => p.WithText())] })];

    /// <summary>The text of a message that is meant for people.</summary>
    public static string TextOf(MessageWithParts message)
        => string.Concat(message.Parts.OfType<TextPart>().Where(static t => t.Synthetic != true && t.Ignored != true).Select(static t => t.Text));

    /// <summary>Takes note of an event, if it tells of a message.</summary>
    public void Apply(Event next)
    {
        switch (next)
        {
            case EventMessageUpdated { Properties.Info: { } info }:
                Upsert(info);
                break;
            case EventMessagePartUpdated { Properties.Part: { } part }:
                Upsert(part, isEvent: true);
                break;
            case EventMessagePartDelta { Properties: { } delta }:
                Append(delta);
                break;
            case EventMessagePartRemoved { Properties: { } removed }:
                Remove(removed.PartId);
                break;
            case EventMessageRemoved { Properties: { } removed }:
                if (!_messages.Remove(removed.MessageId, out MessageEntry? entry)) break;
                foreach (PartEntry gone in entry.Parts.ToList()) Remove(gone.Part.Id);
                break;
            default:
                break;
        }
    }

    /// <summary>Events are missing.</summary>
    public void NoteGap()
    {
        _hadGap = true;
        _early.Clear();
        foreach (PartEntry part in _parts.Values) part.IsDoubtful = !part.IsEnded;
    }

    /// <summary>Takes note of messages that were read.</summary>
    public void Apply(IEnumerable<MessageWithParts> read)
    {
        foreach (MessageWithParts message in read)
        {
            Upsert(message.Info);
            foreach (Part part in message.Parts) Upsert(part, isEvent: false);
        }
    }

    private void Upsert(Message info)
    {
        if (string.CompareOrdinal(info.Id, promptId) <= 0) return;
        if (_messages.TryGetValue(info.Id, out MessageEntry? known)) known.Info = info;
        else _messages[info.Id] = new MessageEntry { Info = info };
    }

    private void Upsert(Part part, bool isEvent)
    {
        if (!_messages.TryGetValue(part.MessageId, out MessageEntry? message) || message.Info is not AssistantMessage) return;
        if (!_parts.TryGetValue(part.Id, out PartEntry? entry))
        {
            _parts[part.Id] = entry = new PartEntry { Part = part, IsDoubtful = !isEvent };
            message.Parts.Add(entry);
        }

        Part before = entry.Part;
        entry.Part = part;
        switch (part)
        {
            case TextPart { Text: var text, Time: var time }:
                Whole(entry, text, time?.End is not null, isEvent);
                break;
            case ReasoningPart { Text: var text, Time: var time }:
                Whole(entry, text, time?.End is not null, isEvent);
                break;
            case ToolPart tool:
                Tool(entry, tool, before as ToolPart);
                break;
            case StepFinishPart { Reason: var reason } step when !entry.IsEnded:
                entry.IsEnded = true;
                report(new StepFinishedUpdate(step.SessionId, reason, TurnUsage.Of(step.Tokens, step.Cost)));
                break;
            case PatchPart patch when !entry.IsEnded:
                entry.IsEnded = true;
                foreach (string file in patch.Files) report(new FileChangedUpdate(patch.SessionId, file));
                break;
            default:
                break;
        }
    }

    private void Append(MessagePartDeltaData delta)
    {
        if (delta.Field != "text" || string.CompareOrdinal(delta.MessageId, promptId) <= 0) return;
        if (!_parts.TryGetValue(delta.PartId, out PartEntry? entry))
        {
            // After a gap the announcement may be what was missed, and texts before this one.
            if (!_hadGap) _early[delta.PartId] = _early.GetValueOrDefault(delta.PartId) + delta.Delta;
        }
        else if (!entry.IsDoubtful && !entry.IsEnded)
        {
            Add(entry, delta.Delta);
        }
    }

    private void Whole(PartEntry entry, string text, bool isEnded, bool isEvent)
    {
        if (isEvent && text.Length == 0 && entry.Text.Length == 0) entry.IsDoubtful = false;
        if (text.StartsWith(entry.Text.ToString(), StringComparison.Ordinal))
        {
            Add(entry, text[entry.Text.Length..]);
            if (_early.Remove(entry.Part.Id, out string? early) && !isEnded && text.Length == 0) Add(entry, early);
        }
        else if (isEnded)
        {
            entry.Text.Clear().Append(text);
            Report(entry, text, isReplacement: true);
        }

        entry.IsEnded |= isEnded;
    }

    private void Add(PartEntry entry, string delta)
    {
        if (delta.Length == 0) return;
        entry.Text.Append(delta);
        Report(entry, delta, isReplacement: false);
    }

    private void Report(PartEntry entry, string delta, bool isReplacement)
    {
        if (entry.Part is ReasoningPart reasoning) report(new ReasoningUpdate(reasoning.SessionId, reasoning.Id, delta, isReplacement));
        else if (entry.Part is TextPart { Synthetic: not true, Ignored: not true } text) report(new TextUpdate(text.SessionId, text.Id, delta, isReplacement));
    }

    private void Tool(PartEntry entry, ToolPart tool, ToolPart? before)
    {
        if (entry.IsEnded) return;
        bool hasInput = tool.State is not (ToolStatePending or UnknownToolState);
        if (hasInput && !entry.IsStarted)
        {
            entry.IsStarted = true;
            report(new ToolStartedUpdate(tool.SessionId, tool.CallId, tool.Tool, tool.State.Input));
        }

        switch (tool.State)
        {
            case ToolStateRunning running when OutputOf(running) is { Length: > 0 } output && output != OutputOf(before?.State as ToolStateRunning):
                report(new ToolOutputUpdate(tool.SessionId, tool.CallId, tool.Tool, output));
                break;
            case ToolStateCompleted done:
                entry.IsEnded = true;
                report(new ToolFinishedUpdate(tool.SessionId, tool.CallId, tool.Tool, done.Title, done.Output, null));
                break;
            case ToolStateError failed:
                entry.IsEnded = true;
                report(new ToolFinishedUpdate(tool.SessionId, tool.CallId, tool.Tool, null, null, failed.Error));
                break;
            default:
                break;
        }
    }

    private static string? OutputOf(ToolStateRunning? running)
        => running?.Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.TryGetProperty("output", out JsonElement output)
            && output.ValueKind == JsonValueKind.String ? output.GetString() : null;

    private void Remove(string partId)
    {
        if (!_parts.Remove(partId, out PartEntry? entry)) return;
        if (_messages.TryGetValue(entry.Part.MessageId, out MessageEntry? message)) message.Parts.Remove(entry);
        if (entry.Text.Length > 0) Report(entry, "", isReplacement: true);
    }

    private sealed class MessageEntry
    {
        public required Message Info { get; set; }

        public List<PartEntry> Parts { get; } = [];
    }

    private sealed class PartEntry
    {
        public required Part Part { get; set; }

        /// <summary>What was reported of a text, which comes in thousands of pieces.</summary>
        public StringBuilder Text { get; } = new();

        /// <summary>Whether something may be missing after <see cref="Text"/>.</summary>
        public bool IsDoubtful { get; set; }

        public bool IsStarted { get; set; }

        public bool IsEnded { get; set; }

        /// <summary>The part; with what has come of its text when the server has not stored it.</summary>
        public Part WithText() => Part switch
        {
            TextPart text when text.Text.Length < Text.Length => new TextPart(text) { Text = Text.ToString() },
            ReasoningPart reasoning when reasoning.Text.Length < Text.Length => new ReasoningPart(reasoning) { Text = Text.ToString() },
            _ => Part,
        };
    }
}
