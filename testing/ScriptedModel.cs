using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Testing.Loopback;

namespace OpenCode.Testing;

/// <summary>
/// A language model that says what it is told to: an OpenAI-compatible server on a free port of 127.0.0.1.
/// Same script, same requests: same bytes.
/// </summary>
public sealed class ScriptedModel : IAsyncDisposable
{
    /// <summary>The name of the one model it offers.</summary>
    public const string ModelName = "one";

    private readonly ConcurrentQueue<ModelTurn> _script = new();
    private readonly RequestRecord<ModelRequest> _requests = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly ScriptedModelOptions _options;
    private readonly WebApplication _application;
    private int _answers;
    private int _disposed;

    private ScriptedModel(ScriptedModelOptions options, WebApplication application) => (_options, _application) = (options, application);

    /// <summary>The base address for OpenAI clients, ending in <c>/v1</c>.</summary>
    public Uri BaseUri { get; private set; } = new("about:blank");

    /// <summary>The requests received so far, oldest first.</summary>
    public IReadOnlyList<ModelRequest> Requests => _requests.All;

    /// <summary>How many scripted turns are left.</summary>
    public int RemainingTurns => _script.Count;

    /// <summary>Starts a model.</summary>
    public static async Task<ScriptedModel> StartAsync(ScriptedModelOptions? options = null, CancellationToken cancellationToken = default)
    {
        WebApplication application = LoopbackApplication.Build();
        ScriptedModel model = new(options ?? new ScriptedModelOptions(), application);
        application.MapGet("/v1/models", static context => context.Response.WriteAsync(ChatCompletion.Models().ToJsonString(), context.RequestAborted));
        application.MapPost("/v1/chat/completions", model.CompleteAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            model.BaseUri = new Uri($"{application.Urls.First()}/v1");
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return model;
    }

    /// <summary>Adds turns to the end of the script.</summary>
    public void Enqueue(params IEnumerable<ModelTurn> turns)
    {
        foreach (ModelTurn turn in turns) _script.Enqueue(turn);
    }

    /// <summary>Forgets the turns that are left of the script.</summary>
    public void Clear() => _script.Clear();

    /// <summary>Waits until a request has arrived that meets the condition; those already received count.</summary>
    /// <param name="condition">What to wait for; null: any request for a turn.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    public Task<ModelRequest> WaitForRequestAsync(Func<ModelRequest, bool>? condition = null, CancellationToken cancellationToken = default) =>
        _requests.WaitAsync(condition ?? _options.TakesTurn, cancellationToken);

    /// <summary>Stops the model; requests that hang are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _disposing.CancelAsync();

        await LoopbackApplication.EndAsync(_application);
        _disposing.Dispose();
    }

    private async Task CompleteAsync(HttpContext context)
    {
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _disposing.Token);
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(context.Request.Body, default, linked.Token);
            ModelRequest request = new(document.RootElement.Clone());
            _requests.Add(request);
            ModelTurn turn = TurnFor(request);
            ChatCompletion completion = new(Interlocked.Increment(ref _answers), request.Model, turn, _options.TimeProvider);
            await completion.WriteAsync(context, request.IsStreaming, linked.Token);
        }
        catch (JsonException exception)
        {
            await ChatCompletion.WriteErrorAsync(context, new ModelError(400, $"The body is not JSON: {exception.Message}"), linked.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private ModelTurn TurnFor(ModelRequest request)
    {
        if (_options.TakesTurn(request))
            return _options.Respond?.Invoke(request) ?? (_script.TryDequeue(out ModelTurn? turn) ? turn : new ModelTurn().Text(_options.DefaultAnswer));
        return new ModelTurn().Text(request.Kind == ModelRequestKind.Title ? _options.Title : _options.DefaultAnswer);
    }
}
