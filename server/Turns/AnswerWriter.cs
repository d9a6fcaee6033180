using System.Text;
using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Identity;
using OpenCode.Server.Sessions;

namespace OpenCode.Server.Turns;

/// <summary>Writes down what an agent does: messages and parts, which are kept, and events of them.</summary>
/// <param name="turn">The turn.</param>
/// <param name="prompt">The message that is answered.</param>
/// <param name="repository">Keeps it.</param>
/// <param name="news">Tells of it.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="clock">The clock.</param>
internal sealed class AnswerWriter(
    AgentTurn turn, UserMessage prompt, SessionRepository repository, SessionNews news, ServerIds ids, TimeProvider clock)
{
    private static readonly MessageTokens _noTokens = new() { Input = 0, Output = 0, Reasoning = 0, Cache = new() { Read = 0, Write = 0 } };

    private readonly List<Part> _parts = [];
    private readonly Dictionary<string, ToolPart> _tools = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private AssistantMessage? _message;
    private Part? _open;

    /// <summary>The message that is written, or was written last; null before the agent has done anything.</summary>
    public AssistantMessage? Message { get; private set; }

    /// <summary>Its parts.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>What all messages of the turn took.</summary>
    public IReadOnlyList<(MessageTokens Tokens, double Cost)> Steps => _steps;

    private readonly List<(MessageTokens Tokens, double Cost)> _steps = [];

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Writes down what the agent does next.</summary>
    public async Task WriteAsync(AgentUpdate update, CancellationToken cancellationToken)
    {
        switch (update)
        {
            case AgentUpdate.Text text:
                await AddAsync<TextPart>(text.Delta, cancellationToken);
                break;
            case AgentUpdate.Reasoning reasoning:
                await AddAsync<ReasoningPart>(reasoning.Delta, cancellationToken);
                break;
            case AgentUpdate.ToolCalled called:
                await CallAsync(called, cancellationToken);
                break;
            case AgentUpdate.ToolProgress progress when _tools.GetValueOrDefault(progress.CallId) is { State: ToolStateRunning running } tool:
                await KeepAsync(new ToolPart(tool)
                {
                    State = new ToolStateRunning(running) { Title = progress.Title ?? running.Title, Metadata = progress.Metadata ?? running.Metadata },
                }, cancellationToken);
                break;
            case AgentUpdate.ToolCompleted completed when _tools.GetValueOrDefault(completed.CallId) is { State: ToolStateRunning running } tool:
                await KeepAsync(new ToolPart(tool) { State = Completed(running, completed) }, cancellationToken);
                break;
            case AgentUpdate.ToolFailed failed when _tools.GetValueOrDefault(failed.CallId) is { State: ToolStateRunning running } tool:
                await KeepAsync(new ToolPart(tool) { State = Failed(running, failed.Error) }, cancellationToken);
                break;
            case AgentUpdate.StepFinished finished:
                await FinishAsync(finished, cancellationToken);
                break;
            case AgentUpdate.Structured structured:
                await BeginAsync(cancellationToken);
                await KeepAsync(new AssistantMessage(_message!) { Structured = structured.Value }, cancellationToken);
                break;
        }
    }

    /// <summary>Ends the answer, also when the agent did not say that it has finished.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_message is not null || Message is null) await FinishAsync(new AgentUpdate.StepFinished("stop", new AgentUsage(0, 0)), cancellationToken);
    }

    /// <summary>Ends the answer with an error. What the agent was about is ended, too.</summary>
    public async Task FailAsync(AssistantMessageError error, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await CloseAsync(cancellationToken);
        foreach (ToolPart tool in _tools.Values.Where(static t => t.State is ToolStateRunning).ToList())
            await KeepAsync(new ToolPart(tool) { State = Failed((ToolStateRunning)tool.State, "Tool execution aborted") }, cancellationToken);
        var time = new AssistantMessageTime { Created = _message!.Time.Created, Completed = Now };
        await KeepAsync(new AssistantMessage(_message) { Error = error, Time = time }, cancellationToken);
        _message = null;
        news.Failed(turn.Session, error);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_message is not null) return;
        _parts.Clear();
        _tools.Clear();
        await KeepAsync(new AssistantMessage
        {
            Id = ids.Message(),
            SessionId = turn.Session.Id,
            ParentId = prompt.Id,
            Agent = turn.Agent,
            Mode = turn.Agent,
            ProviderId = turn.Model.ProviderId,
            ModelId = turn.Model.ModelId,
            Path = new() { Cwd = turn.Directory, Root = turn.Directory },
            Cost = 0,
            Tokens = _noTokens,
            Time = new() { Created = Now },
        }, cancellationToken);
        await KeepAsync(new StepStartPart { Id = ids.Part(), SessionId = turn.Session.Id, MessageId = _message!.Id }, cancellationToken);
    }

    private async Task AddAsync<TPart>(string delta, CancellationToken cancellationToken)
        where TPart : Part
    {
        await BeginAsync(cancellationToken);
        if (_open is not TPart)
        {
            await CloseAsync(cancellationToken);
            if (delta.Length == 0) return;
            var time = new PartTime { Start = Now };
            (string id, string session, string message) = (ids.Part(), turn.Session.Id, _message!.Id);
            _open = typeof(TPart) == typeof(TextPart)
                ? new TextPart { Id = id, SessionId = session, MessageId = message, Text = "", Time = time }
                : new ReasoningPart { Id = id, SessionId = session, MessageId = message, Text = "", Time = time };

            // It is announced before its first piece, which is added to it.
            news.Part(turn.Session, _open);
        }

        if (delta.Length == 0) return;
        _text.Append(delta);
        news.Delta(turn.Session, _open!, delta);
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_open is null) return;
        Part whole = _open is TextPart text
            ? new TextPart(text) { Text = _text.ToString(), Time = new() { Start = text.Time!.Start, End = Now } }
            : new ReasoningPart((ReasoningPart)_open) { Text = _text.ToString(), Time = new() { Start = ((ReasoningPart)_open).Time.Start, End = Now } };
        _text.Clear();
        _open = null;
        await KeepAsync(whole, cancellationToken);
    }

    private async Task CallAsync(AgentUpdate.ToolCalled called, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await CloseAsync(cancellationToken);
        var part = new ToolPart
        {
            Id = ids.Part(),
            SessionId = turn.Session.Id,
            MessageId = _message!.Id,
            CallId = called.CallId,
            Tool = called.Tool,
            State = new ToolStatePending { Input = JsonDecoding.EmptyObject, Raw = "" },
        };
        news.Part(turn.Session, part);
        await KeepAsync(new ToolPart(part) { State = new ToolStateRunning { Input = called.Input, Time = new() { Start = Now } } }, cancellationToken);
    }

    private async Task FinishAsync(AgentUpdate.StepFinished finished, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await CloseAsync(cancellationToken);
        MessageTokens tokens = Tokens(finished.Usage);
        double cost = (double)(finished.Usage.Cost ?? Price(finished.Usage));
        await KeepAsync(new StepFinishPart
        {
            Id = ids.Part(),
            SessionId = turn.Session.Id,
            MessageId = _message!.Id,
            Reason = finished.Reason,
            Tokens = tokens,
            Cost = cost,
        }, cancellationToken);
        await KeepAsync(new AssistantMessage(_message!)
        {
            Finish = finished.Reason,
            Tokens = tokens,
            Cost = cost,
            Time = new() { Created = _message!.Time.Created, Completed = Now },
        }, cancellationToken);
        _steps.Add((tokens, cost));
        _message = null;
    }

    private async Task KeepAsync(AssistantMessage message, CancellationToken cancellationToken)
    {
        _message = Message = message;
        await repository.SaveAsync([message], [], cancellationToken);
        news.Message(turn.Session, message);
    }

    private async Task KeepAsync(Part part, CancellationToken cancellationToken)
    {
        int old = _parts.FindIndex(p => p.Id == part.Id);
        if (old < 0) _parts.Add(part);
        else _parts[old] = part;
        if (part is ToolPart tool) _tools[tool.CallId] = tool;
        await repository.SaveAsync([], [part], cancellationToken);
        news.Part(turn.Session, part);
    }

    private ToolStateCompleted Completed(ToolStateRunning running, AgentUpdate.ToolCompleted completed) => new()
    {
        Input = running.Input,
        Output = completed.Output,
        Title = completed.Title.Length > 0 ? completed.Title : running.Title ?? "",
        Metadata = completed.Metadata ?? running.Metadata ?? JsonDecoding.EmptyObject,
        Time = new() { Start = running.Time.Start, End = Now },
    };

    private ToolStateError Failed(ToolStateRunning running, string error)
        => new() { Input = running.Input, Error = error, Metadata = running.Metadata, Time = new() { Start = running.Time.Start, End = Now } };

    private decimal Price(AgentUsage usage)
        => (usage.InputTokens * turn.Model.InputCost + (usage.OutputTokens + usage.ReasoningTokens) * turn.Model.OutputCost) / 1_000_000m;

    private static MessageTokens Tokens(AgentUsage usage) => new()
    {
        Input = usage.InputTokens,
        Output = usage.OutputTokens,
        Reasoning = usage.ReasoningTokens,
        Cache = new() { Read = usage.CachedTokens, Write = 0 },
        Total = usage.InputTokens + usage.OutputTokens + usage.ReasoningTokens + usage.CachedTokens,
    };
}
