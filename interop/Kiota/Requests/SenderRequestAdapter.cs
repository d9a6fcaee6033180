using System.Text.Json;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Abstractions.Store;
using Microsoft.Kiota.Serialization.Json;
using OpenCode.Core.Builders;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Kiota.Streams;
using OpenCode.Runtime;

namespace OpenCode.Kiota.Requests;

/// <summary>
/// Sends the requests of Kiota's builders over an <see cref="IRequestSender"/>: with its credentials, limits, telemetry and retries. Kiota's own adapter
/// sends a POST again after 503, so that a prompt may run twice; this one sends it once.
/// </summary>
/// <remarks>
/// Errors that the document knows are the types that Kiota made of them. What is no response (no connection, a limit that ran out) is thrown as
/// the sender throws it: <see cref="ApiConnectionException"/>, <see cref="ApiTimeoutException"/>, <see cref="ApiContractException"/>. Response handlers are
/// refused with <see cref="NotSupportedException"/>, and other options of a request have no effect.
/// </remarks>
public sealed class SenderRequestAdapter : IRequestAdapter, IDisposable
{
    // Where a sender does not tell its address: Kiota wants an absolute one, and the sender is given the path.
    private static readonly Uri _placeholder = new("http://server.invalid");

    private readonly IRequestSender _sender;
    private readonly IAuthenticationProvider? _authentication;
    private readonly bool _ownsSender;
    private readonly Uri _address;

    /// <param name="sender">Sends the requests.</param>
    /// <param name="authentication">Adds to each request what Kiota's own providers add; null where the sender has the credentials.</param>
    /// <param name="ownsSender">Whether the sender is disposed with the adapter.</param>
    public SenderRequestAdapter(IRequestSender sender, IAuthenticationProvider? authentication = null, bool ownsSender = false)
    {
        ArgumentNullException.ThrowIfNull(sender);
        (_sender, _authentication, _ownsSender) = (sender, authentication, ownsSender);
        _address = (sender as HttpRequestSender)?.BaseUri ?? _placeholder;
        BaseUrl = _address.ToString().TrimEnd('/');
    }

    /// <inheritdoc/>
    public ISerializationWriterFactory SerializationWriterFactory => SerializationWriterFactoryRegistry.DefaultInstance;

    /// <summary>The sender's address. Setting another one has no effect.</summary>
    public string? BaseUrl { get; set; }

    /// <inheritdoc/>
    public async Task<T?> SendAsync<T>(
        RequestInformation requestInfo, ParsableFactory<T> factory, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null,
        CancellationToken cancellationToken = default)
        where T : IParsable
    {
        JsonElement? json = await SendAsync(requestInfo, errorMapping, cancellationToken).ConfigureAwait(false);
        return json is { } value && Node(value) is { } node ? node.GetObjectValue(factory) : default;
    }

    /// <inheritdoc/>
    public async Task<IEnumerable<T>?> SendCollectionAsync<T>(
        RequestInformation requestInfo, ParsableFactory<T> factory, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null,
        CancellationToken cancellationToken = default)
        where T : IParsable
    {
        JsonElement? json = await SendAsync(requestInfo, errorMapping, cancellationToken).ConfigureAwait(false);
        return json is { } value && Node(value) is { } node ? node.GetCollectionOfObjectValues(factory) : null;
    }

    /// <inheritdoc/>
    public async Task<T?> SendPrimitiveAsync<T>(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
    {
        if (typeof(T) == typeof(Stream))
            return (T)(object)await SendAsync(requestInfo, errorMapping, SenderCalls.OpenAsync, cancellationToken).ConfigureAwait(false);
        if (typeof(T) == typeof(string) && KiotaOperations.IsText(requestInfo))
            return (T)(object)await SendAsync(requestInfo, errorMapping, SenderCalls.ReadTextAsync, cancellationToken).ConfigureAwait(false);
        JsonElement? json = await SendAsync(requestInfo, errorMapping, cancellationToken).ConfigureAwait(false);
        return json is { } value && Node(value) is { } node ? (T?)Primitives.Read<T>(node) : default;
    }

    /// <inheritdoc/>
    public async Task<IEnumerable<T>?> SendPrimitiveCollectionAsync<T>(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
    {
        JsonElement? json = await SendAsync(requestInfo, errorMapping, cancellationToken).ConfigureAwait(false);
        return json is { } value && Node(value) is { } node ? node.GetCollectionOfPrimitiveValues<T>() : null;
    }

    /// <inheritdoc/>
    public Task SendNoContentAsync(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
        => SendAsync(requestInfo, errorMapping, SenderCalls.SendNoContentAsync, cancellationToken);

    /// <summary>Subscribes to an event stream. The request is sent when the enumeration begins.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="requestInfo">The request, as <c>ToGetRequestInformation</c> of a builder makes it.</param>
    /// <param name="factory">Makes an event of its JSON.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>
    /// The events, and news of gaps. The stream is opened again whenever it breaks, if the sender was made with <see cref="OpenCodeKiota.Profile"/>.
    /// </returns>
    /// <exception cref="NotSupportedException">The adapter has an authentication provider: it would be asked for the first connection only.</exception>
    public EventSubscription<StreamedEvent<T>> Subscribe<T>(
        RequestInformation requestInfo, ParsableFactory<T> factory, CancellationToken cancellationToken = default)
        where T : IParsable
    {
        ArgumentNullException.ThrowIfNull(requestInfo);
        if (_authentication is not null)
        {
            throw new NotSupportedException($"Streams are opened with the credentials of the sender. Give it those of {_authentication.GetType().Name}, "
                + $"for example by {nameof(OpenCode.Kiota.Authentication.AccessTokenCredentials)}, and none to the adapter.");
        }

        Complete(requestInfo);
        SenderCall call = SenderCall.Of(requestInfo, _address);
        return _sender.Subscribe(KiotaEventStreams.OperationOf(call.Operation, factory), call.Url, call.Configuration, null, cancellationToken);
    }

    /// <summary>Makes an HTTP message of a request, for whoever wants to send it by other means; without the credentials of the sender.</summary>
    /// <exception cref="NotSupportedException">Something else than an <see cref="HttpRequestMessage"/> is asked for.</exception>
    public async Task<T?> ConvertToNativeRequestAsync<T>(RequestInformation requestInfo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requestInfo);
        if (typeof(T) != typeof(HttpRequestMessage))
            throw new NotSupportedException($"A request can become an {nameof(HttpRequestMessage)} here, and no {typeof(T)}.");
        SenderCall call = await PrepareAsync(requestInfo, cancellationToken).ConfigureAwait(false);
        return (T)(object)call.ToMessage(requestInfo.URI);
    }

    /// <summary>There is no store here: models know what was set by what they have.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void EnableBackingStore(IBackingStoreFactory backingStoreFactory)
        => throw new NotSupportedException("The client was generated without backing stores; generate one with --backing-store to use them.");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsSender) (_sender as IDisposable)?.Dispose();
    }

    private static JsonParseNode? Node(JsonElement json) => json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : new JsonParseNode(json);

    private Task<JsonElement?> SendAsync(
        RequestInformation request, Dictionary<string, ParsableFactory<IParsable>>? errors, CancellationToken cancellationToken)
        => SendAsync(request, errors, SenderCalls.ReadJsonAsync, cancellationToken);

    private async Task<TResult> SendAsync<TResult>(
        RequestInformation request,
        Dictionary<string, ParsableFactory<IParsable>>? errors,
        Func<IRequestSender, SenderCall, CancellationToken, Task<TResult>> send,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        SenderCall call = await PrepareAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await send(_sender, call, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiStatusException e)
        {
            throw KiotaErrors.Translate(e, errors);
        }
    }

    private async Task<SenderCall> PrepareAsync(RequestInformation request, CancellationToken cancellationToken)
    {
        Complete(request);
        if (_authentication is not null) await _authentication.AuthenticateRequestAsync(request, null, cancellationToken).ConfigureAwait(false);
        return SenderCall.Of(request, _address);
    }

    private void Complete(RequestInformation request)
    {
        request.PathParameters["baseurl"] = _address.ToString().TrimEnd('/');
        KiotaOperations.FillDefaults(request, _sender);
    }
}
