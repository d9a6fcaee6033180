using System.Net.WebSockets;
using OpenCode.Core.Events;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Core.Builders;

/// <summary>Hands every request on to another sender: the base of senders that record, change or refuse some of them.</summary>
public abstract class DelegatingRequestSender : IRequestSender, IDisposable
{
    /// <summary>Creates a sender.</summary>
    /// <param name="inner">What sends the requests that are handed on; disposed with this one when it can be.</param>
    protected DelegatingRequestSender(IRequestSender inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>What sends the requests that are handed on.</summary>
    protected IRequestSender Inner { get; }

    /// <inheritdoc/>
    public virtual string? GetDefault(string parameterName) => Inner.GetDefault(parameterName);

    /// <inheritdoc/>
    public virtual Task<T> SendAsync<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => Inner.SendAsync(operation, url, configuration, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SendNoContentAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => Inner.SendNoContentAsync(operation, url, configuration, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<string> SendTextAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => Inner.SendTextAsync(operation, url, configuration, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<Stream> SendBinaryAsync(
        Operation operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => Inner.SendBinaryAsync(operation, url, configuration, content, cancellationToken);

    /// <inheritdoc/>
    public virtual EventSubscription<T> Subscribe<T>(
        Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content, CancellationToken cancellationToken)
        => Inner.Subscribe(operation, url, configuration, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RawResponse> SendRawAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, RequestConfiguration? configuration, CancellationToken cancellationToken)
        => Inner.SendRawAsync(method, pathAndQuery, content, configuration, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<WebSocket> ConnectWebSocketAsync(
        Operation operation, string url, RequestConfiguration? configuration, CancellationToken cancellationToken)
        => Inner.ConnectWebSocketAsync(operation, url, configuration, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes what the sender holds.</summary>
    /// <param name="disposing">Whether it is disposed and not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) (Inner as IDisposable)?.Dispose();
    }
}
