using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using OpenCode.Core.Builders;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Runtime;

/// <summary>Responds to the requests of a client with what a test has prepared, without a server and without HTTP. Safe for use by many threads.</summary>
/// <remarks>What an operation is to respond with stays until it is prepared anew; a request that nothing is prepared for is an error that says so.</remarks>
public sealed class StubRequestSender : IRequestSender
{
    private static readonly ApiErrorFactory _errors = new(ClientSettings.Create(
        new ApiClientOptions { BaseUri = new Uri("http://stub.invalid") }, new ClientProfile { ClientName = nameof(StubRequestSender) }));

    private readonly ConcurrentDictionary<string, Func<StubbedRequest, object?>> _responses = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StubbedRequest> _requests = [];

    /// <summary>The requests so far, in their order.</summary>
    public IReadOnlyList<StubbedRequest> Requests => [.. _requests];

    /// <summary>Prepares the result of an operation.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="operation">The operation, from the client's catalog.</param>
    /// <param name="result">The result of every such request.</param>
    /// <returns>The sender, for the next one.</returns>
    public StubRequestSender Respond<T>(Operation<T> operation, T result) => Respond(operation, _ => result);

    /// <summary>Prepares results of an operation that depend on the request, or on how many there were.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="operation">The operation, from the client's catalog.</param>
    /// <param name="respond">Makes the result of a request; what it throws, the request throws.</param>
    /// <returns>The sender, for the next one.</returns>
    public StubRequestSender Respond<T>(Operation<T> operation, Func<StubbedRequest, T> respond)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(respond);
        _responses[operation.Id] = request => respond(request);
        return this;
    }

    /// <summary>Prepares the success of an operation whose result carries nothing.</summary>
    /// <param name="operation">The operation, from the client's catalog.</param>
    /// <returns>The sender, for the next one.</returns>
    public StubRequestSender Succeed(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        _responses[operation.Id] = static _ => null;
        return this;
    }

    /// <summary>Prepares the events of a stream; the subscription ends when they do.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="operation">The operation, from the client's catalog.</param>
    /// <param name="events">The events of every subscription.</param>
    /// <returns>The sender, for the next one.</returns>
    public StubRequestSender Stream<T>(Operation<T> operation, IAsyncEnumerable<T> events)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(events);
        _responses[operation.Id] = _ => events;
        return this;
    }

    /// <summary>Prepares an error status, which the request throws as the exception that belongs to it.</summary>
    /// <param name="operation">The operation, from the client's catalog.</param>
    /// <param name="status">The status, for example <see cref="HttpStatusCode.NotFound"/>.</param>
    /// <param name="error">The error body, one of the models that the document has for the status; null for an empty one.</param>
    /// <returns>The sender, for the next one.</returns>
    public StubRequestSender Fail(Operation operation, HttpStatusCode status, IJsonModel? error = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if ((int)status is >= 200 and < 300)
            throw new ArgumentException($"{status} is a success. Prepare one with {nameof(Respond)} or {nameof(Succeed)}.", nameof(status));
        _responses[operation.Id] = _ => throw ErrorOf(operation, status, error);
        return this;
    }

    /// <inheritdoc/>
    public string? GetDefault(string parameterName) => null;

    /// <inheritdoc/>
    public async Task<T> SendAsync<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => (T)(await RunAsync(operation, url, content, cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public Task SendNoContentAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => RunAsync(operation, url, content, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> SendTextAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => (string)(await RunAsync(operation, url, content, cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public async Task<Stream> SendBinaryAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => (Stream)(await RunAsync(operation, url, content, cancellationToken).ConfigureAwait(false))!;

    /// <inheritdoc/>
    public EventSubscription<T> Subscribe<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return EventSubscription.From(ReadAsync(operation, url, content, cancellationToken), operation.Id);
    }

    /// <inheritdoc/>
    /// <remarks>What <see cref="Respond{T}(Operation{T}, T)"/> has prepared for the operation must be a <see cref="WebSocket"/>.</remarks>
    public async Task<WebSocket> ConnectWebSocketAsync(
        Operation operation, string url, RequestConfiguration? configuration, CancellationToken cancellationToken)
        => (WebSocket)(await RunAsync(operation, url, null, cancellationToken).ConfigureAwait(false))!;

    /// <summary>Not prepared for: what a raw request returns is no model.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<RawResponse> SendRawAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, RequestConfiguration? configuration, CancellationToken cancellationToken)
        => throw new NotSupportedException(
            $"A {nameof(StubRequestSender)} has no raw responses. Give the client an HttpClient with a handler of your own, and {method} {pathAndQuery} reaches that.");

    private async IAsyncEnumerable<T> ReadAsync<T>(
        Operation<T> operation, string url, HttpContent? content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = (IAsyncEnumerable<T>)(await RunAsync(operation, url, content, cancellationToken).ConfigureAwait(false))!;
        await foreach (T item in events.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return item;
    }

    private async Task<object?> RunAsync(Operation operation, string url, HttpContent? content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        using (content)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? body = content is null ? null : await content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var request = new StubbedRequest(operation, url, body);
            _requests.Enqueue(request);
            return _responses.TryGetValue(operation.Id, out Func<StubbedRequest, object?>? respond)
                ? respond(request)
                : throw new InvalidOperationException(
                    $"No response is prepared for {operation.Id} ({operation.Method} {url}). "
                    + $"Prepare one with {nameof(Respond)}, {nameof(Succeed)}, {nameof(Stream)} or {nameof(Fail)}.");
        }
    }

    private static ApiStatusException ErrorOf(Operation operation, HttpStatusCode status, IJsonModel? error)
    {
        using var response = new HttpResponseMessage(status);
        var body = new MemoryStream();
        if (error is not null)
        {
            using var writer = new Utf8JsonWriter(body);
            error.WriteTo(writer);
        }

        response.Content = new ByteArrayContent(body.ToArray());
        if (error is not null) response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return _errors.Create(operation, response, body.ToArray(), isTruncated: false, mask: null, out _);
    }
}
