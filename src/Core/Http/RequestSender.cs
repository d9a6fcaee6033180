namespace OpenCode.Core;

/// <summary>Sends the requests of one client and makes results or exceptions of the answers. Safe for use by many threads.</summary>
/// <remarks>
/// <para>Generated request builders stand on this class. Every method takes a path and query that begin with a slash, already
/// escaped, and disposes the content it is given.</para>
/// <para>What each method can throw: <see cref="OpenCodeApiException"/> for an error status, <see cref="OpenCodeConnectionException"/>,
/// <see cref="OpenCodeTimeoutException"/>, <see cref="OpenCodeContractException"/>, <see cref="OperationCanceledException"/> with the
/// caller's token, and <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public sealed class RequestSender : IDisposable
{
    private readonly EventStreamReader _eventStreams;

    internal RequestSender(ClientSettings settings, SenderParts parts)
    {
        Settings = settings;
        Observer = parts.Observer;
        Subscriptions = new SubscriptionRegistry(settings.TimeProvider);
        _eventStreams = parts.EventStreams;
        Repeater = parts.Repeater;
        Credentials = settings.Credentials is { } provider ? new CredentialSource(provider, settings.BaseUri) : null;
        Transport = new HttpTransport(settings);
        Deadlines = new RequestDeadlinePool(settings.TimeProvider);
        Errors = new ApiErrorFactory(settings);
        Documents = new DocumentDecoder(settings, parts.Observer, () => SecretMask.Of(settings.Authorization, Credentials?.LastSent?.Authorization));
    }

    /// <summary>The project directory that generated code sends with every operation that takes one; null for the server's own.</summary>
    public string? DefaultDirectory => Settings.Directory;

    /// <summary>The workspace that generated code sends with every operation that takes one; null for none.</summary>
    public string? DefaultWorkspace => Settings.Workspace;

    internal ClientSettings Settings { get; }

    internal ClientObserver Observer { get; }

    internal SubscriptionRegistry Subscriptions { get; }

    internal RequestRepeater Repeater { get; }

    /// <summary>Credentials that may change; null when there is no provider of them.</summary>
    internal CredentialSource? Credentials { get; }

    internal HttpTransport Transport { get; }

    internal RequestDeadlinePool Deadlines { get; }

    internal ApiErrorFactory Errors { get; }

    internal DocumentDecoder Documents { get; }

    /// <summary>Sends a request whose success is one JSON value.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The result; the default value when the spec documents this status without a body.</returns>
    public Task<T> SendAsync<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => new RequestRun(this, operation, url, configuration, content, cancellationToken).RunAsync(JsonAnswer<T>.Instance);

    /// <summary>Sends a request whose success carries nothing; a body that comes nevertheless is read and ignored.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends with the answer.</returns>
    public Task SendNoContentAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => new RequestRun(this, operation, url, configuration, content, cancellationToken).RunAsync(EmptyAnswer.Instance);

    /// <summary>Sends a request whose success is text.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The text, decoded with the character set that the answer names, by default UTF-8; empty for an empty body.</returns>
    public Task<string> SendTextAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => new RequestRun(this, operation, url, configuration, content, cancellationToken).RunAsync(TextAnswer.Instance);

    /// <summary>Sends a request whose success is bytes of any kind, and returns before they are all there.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the request, and reading the stream.</param>
    /// <returns>
    /// The body as it arrives; the caller disposes it, which closes the answer. The idle and total limits count while it is
    /// read, and reads throw the client's own exceptions. Any content type is accepted, because files have their own.
    /// </returns>
    public Task<Stream> SendBinaryAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => new RequestRun(this, operation, url, configuration, content, cancellationToken).RunAsync(StreamAnswer.Instance);

    /// <summary>Reads an event stream. The request is sent when the enumeration begins.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="url">The path and query.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The events. Leaving the enumeration closes the stream.</returns>
    public EventSubscription<T> StreamAsync<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(url);
        _ = DecoderOf(operation);
        configuration?.Stream?.Validate(nameof(configuration));
        return _eventStreams.Subscribe(new EventStreamSource<T>(this, operation, url, configuration, content), cancellationToken);
    }

    /// <summary>Sends a request past the typed client, with its credentials and limits. Any status is an answer.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">The escaped path and query, beginning with a slash. No default directory is added.</param>
    /// <param name="content">The body; null for none. It is disposed.</param>
    /// <param name="configuration">What this request does differently; null for nothing.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer, read to its end (that of an error status to its first megabyte).</returns>
    public Task<OpenCodeRawResponse> SendRawAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, RequestConfiguration? configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentException.ThrowIfNullOrEmpty(pathAndQuery);
        int query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? pathAndQuery : pathAndQuery[..query];
        var operation = new Operation<object> { Id = $"{method} {path}", Method = method, PathTemplate = path, Kind = OperationKind.Binary, IsRaw = true };
        return new RequestRun(this, operation, pathAndQuery, configuration, content, cancellationToken).RunAsync(new RawAnswer());
    }

    /// <summary>Ends the requests under way and closes the connections. A caller's own <see cref="HttpClient"/> stays as it is.</summary>
    public void Dispose()
    {
        Deadlines.Dispose();
        Transport.Dispose();
    }

    /// <summary>What is thrown once the client is disposed; callers know it by this name.</summary>
    internal static ObjectDisposedException Disposed() => new("OpenCodeClient");

    internal static JsonDecoder<T> DecoderOf<T>(Operation<T> operation)
        => operation.ResultDecoder
            ?? throw new InvalidOperationException($"{operation.Id} has no JSON result. Use the method that fits its kind, {operation.Kind}.");
}
