using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>Makes a span and metrics of a turn, after OpenTelemetry's conventions for generative AI. Nothing of what is said is in them.</summary>
internal sealed class TurnTelemetry
{
    private static readonly string? _version = typeof(TurnTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource _source = new(OpenCodeTelemetry.ActivitySourceName, _version);
    private static readonly Meter _meter = new(OpenCodeTelemetry.MeterName, _version);

    private static readonly InstrumentAdvice<double> _seconds = new()
    {
        HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
    };

    private static readonly Histogram<double> _duration = _meter.CreateHistogram(
        "opencode.client.turn.duration", "s", "How long turns took, from the sending of the prompt to the end.", tags: null, _seconds);

    private static readonly Histogram<double> _firstToken = _meter.CreateHistogram(
        "opencode.client.turn.time_to_first_token", "s", "From the sending of a prompt to the first text or thought.", tags: null, _seconds);

    private static readonly Counter<long> _tokens = _meter.CreateCounter<long>("opencode.client.turn.tokens", "{token}", "Tokens that turns have used.");
    private static readonly Counter<double> _cost = _meter.CreateCounter<double>("opencode.client.turn.cost", "USD", "Money that turns have cost.");

    private static readonly UpDownCounter<long> _pending = _meter.CreateUpDownCounter<long>(
        "opencode.client.turn.pending_approvals", "{request}", "Permissions and questions that wait for a decision.");

    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private readonly Activity? _span;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private bool _hasBegun;

    public TurnTelemetry(string session, TurnOptions options, TimeProvider clock)
    {
        (_clock, _startedAt) = (clock, clock.GetTimestamp());
        _span = _source.StartActivity(options.Agent is null ? "invoke_agent" : $"invoke_agent {options.Agent}", ActivityKind.Client);
        if (_span is null) return;
        _span.SetTag("gen_ai.operation.name", "invoke_agent");
        _span.SetTag("gen_ai.provider.name", "opencode");
        _span.SetTag("gen_ai.conversation.id", session);
        if (options.Agent is not null) _span.SetTag("gen_ai.agent.name", options.Agent);
        if (options.Model is { } model) _span.SetTag("gen_ai.request.model", $"{model.ProviderId}/{model.ModelId}");
    }

    /// <summary>Takes note of what happens.</summary>
    public void Note(TurnUpdate update)
    {
        if (!_hasBegun && update is TextUpdate or ReasoningUpdate)
        {
            _hasBegun = true;
            _firstToken.Record(_clock.GetElapsedTime(_startedAt).TotalSeconds);
            _span?.AddEvent(new ActivityEvent("gen_ai.first_token"));
        }

        if (update is RetryUpdate { Attempt: var attempt }) _span?.AddEvent(new ActivityEvent("retry", tags: new() { ["opencode.retry.attempt"] = attempt }));
        string? id = update switch
        {
            PermissionAskedUpdate asked => asked.Request.Id,
            QuestionAskedUpdate asked => asked.Request.Id,
            PermissionRepliedUpdate replied => replied.RequestId,
            QuestionRepliedUpdate replied => replied.RequestId,
            _ => null,
        };
        if (id is null) return;
        bool isAsked = update is PermissionAskedUpdate or QuestionAskedUpdate;
        if (isAsked ? _open.Add(id) : _open.Remove(id)) _pending.Add(isAsked ? 1 : -1);
    }

    /// <summary>The turn has ended.</summary>
    public void End(TurnResult result)
    {
        string outcome = result.Outcome.ToString();
        AssistantMessage? message = result.Message;
        TagList tags = new() { { "opencode.turn.outcome", outcome }, { "gen_ai.response.model", message is null ? null : $"{message.ProviderId}/{message.ModelId}" } };
        _duration.Record(result.Duration.TotalSeconds, tags);
        CountTokens("input", result.Usage.InputTokens, message);
        CountTokens("output", result.Usage.OutputTokens, message);
        CountTokens("reasoning", result.Usage.ReasoningTokens, message);
        CountTokens("cache_read", result.Usage.CacheReadTokens, message);
        CountTokens("cache_write", result.Usage.CacheWriteTokens, message);
        if (result.Usage.Cost > 0) _cost.Add((double)result.Usage.Cost, tags);
        if (_span is null) return;
        foreach ((string name, object? value) in tags) _span.SetTag(name, value);
        _span.SetTag("gen_ai.usage.input_tokens", result.Usage.InputTokens);
        _span.SetTag("gen_ai.usage.output_tokens", result.Usage.OutputTokens);
        if (message?.Finish is { } finish) _span.SetTag("gen_ai.response.finish_reasons", new[] { finish });
        if (result.IsCompleted) return;
        _span.SetTag("error.type", outcome);
        _span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The turn has failed without a result.</summary>
    public void Fail(Exception exception)
    {
        _span?.SetTag("error.type", exception.GetType().FullName);
        _span?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Nothing more will be noted.</summary>
    public void Close()
    {
        if (_open.Count > 0) _pending.Add(-_open.Count);
        _span?.Dispose();
    }

    private static void CountTokens(string type, long count, AssistantMessage? message)
    {
        if (count == 0 || !_tokens.Enabled) return;
        _tokens.Add(count, new TagList { { "gen_ai.token.type", type }, { "gen_ai.response.model", message is null ? null : $"{message.ProviderId}/{message.ModelId}" } });
    }
}
