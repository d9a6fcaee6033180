using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;

namespace OpenCode.Core.Options;

/// <summary>How a client reaches its server and what it does with the responses.</summary>
/// <remarks>Checked when a client is constructed; a value that cannot work is refused there, by name.</remarks>
public class ApiClientOptions
{
    // Many times what any response of a real server is, and little enough for a service to survive a few of them at a time.
    private const long DefaultMaxResponseBytes = 64 * 1024 * 1024;

    /// <summary>The server's address, <c>http</c> or <c>https</c>; a path is put before every request's path. Required, unless a client says
    /// otherwise.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>
    /// Tells which credentials to send: an <see cref="ApiCredential"/>, or a provider of those that change while the client lives. They are
    /// sent to <see cref="BaseUri"/> only. When null none are sent.
    /// </summary>
    public IApiCredentialProvider? Credentials { get; set; }

    /// <summary>
    /// Values for parameters that a request leaves out, by their names in the API's document, for operations whose generated methods ask for
    /// such defaults.
    /// </summary>
    public IDictionary<string, string> DefaultParameters { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Sends the requests instead of a connection pool of the client's own; it is never disposed here. Set its
    /// <see cref="HttpClient.Timeout"/> to <see cref="Timeout.InfiniteTimeSpan"/>: long requests and event streams outlast any fixed limit.
    /// </summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>How long each part of a request may take.</summary>
    public RequestBudgets Budgets { get; set; } = new();

    /// <summary>Whether and when a request that failed is sent again. Up to three attempts by default, where that is safe.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>How event streams survive interruptions and slow readers.</summary>
    public EventStreamOptions Streams { get; set; } = new();

    /// <summary>
    /// Whether a response that differs from the document is an <see cref="ApiContractException"/>. By default differences are
    /// tolerated and reported to <see cref="OnDrift"/>.
    /// </summary>
    public bool StrictDecoding { get; set; }

    /// <summary>
    /// Receives each difference between the responses and the document, once per operation, place and kind. Called on the thread
    /// that decodes, by several threads at a time; what it throws fails that request.
    /// </summary>
    public Action<ResponseDrift>? OnDrift { get; set; }

    /// <summary>
    /// The longest response, in bytes after decompression, that is read into memory; a longer one is an <see cref="ApiContractException"/>
    /// (<see cref="ContractViolation.TooLarge"/>). 64 MiB by default; null for no limit but that of an array, 2 GB. Downloads that are read
    /// as a stream, and event streams, have none.
    /// </summary>
    public long? MaxResponseBytes { get; set; } = DefaultMaxResponseBytes;

    /// <summary>
    /// Whether the server may compress its responses (gzip, deflate or brotli). When null: only when it is on another
    /// machine, because on the same one there is no network to save. Event streams are never compressed.
    /// Without effect on a caller's own <see cref="HttpClient"/>.
    /// </summary>
    public bool? AllowCompression { get; set; }

    /// <summary>How long a pooled connection is used before a fresh one, with a fresh name resolution, replaces it. 15 minutes by default.</summary>
    public TimeSpan PooledConnectionLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The clock behind every limit.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Makes the client's logger. When null nothing is logged; a client from a service container uses the container's. Credentials, headers,
    /// bodies and query strings are never logged.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Makes the client's meter. When null all such clients share one; a client from a service container uses the container's.</summary>
    public IMeterFactory? MeterFactory { get; set; }

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="ArgumentException">A value cannot work; the message says which and what to do.</exception>
    public void Validate()
    {
        if (BaseUri is not null) ServerAddress.Validate(BaseUri, nameof(BaseUri), AddressAdvice);
        if (Budgets is null)
            throw new ArgumentException($"{nameof(Budgets)} is null. Leave it out, or use {nameof(RequestBudgets)}.{nameof(RequestBudgets.Unlimited)}.");
        if (TimeProvider is null) throw new ArgumentException($"{nameof(TimeProvider)} is null. Leave it out for the system clock.");
        if (Streams is null) throw new ArgumentException($"{nameof(Streams)} is null. Leave it out for the defaults.");
        if (Retry is null) throw new ArgumentException($"{nameof(Retry)} is null. Leave it out, or use {nameof(RetryOptions)}.{nameof(RetryOptions.None)}.");
        Budgets.Validate("options");
        Retry.Validate("options");
        Streams.Validate("options");
        if (MaxResponseBytes is <= 0)
            throw new ArgumentException($"{nameof(MaxResponseBytes)} is {MaxResponseBytes}, but must be positive. Use null for no limit.");
        if (PooledConnectionLifetime <= TimeSpan.Zero && PooledConnectionLifetime != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"{nameof(PooledConnectionLifetime)} is {PooledConnectionLifetime}, but must be positive. "
                + "Use Timeout.InfiniteTimeSpan to keep connections.");
        }

        ValidateOwn();
    }

    /// <summary>Names the address and never a credential.</summary>
    /// <returns>A string for logs.</returns>
    public override string ToString()
        => $"{GetType().Name} {{ BaseUri = {(BaseUri is null ? null : ServerAddress.Describe(BaseUri))}, Credentials = {(Credentials is null ? "not set" : "***")} }}";

    /// <summary>What a refusal of <see cref="BaseUri"/> advises: general sentences, unless a client has options of its own to name.</summary>
    protected virtual ServerAddressAdvice AddressAdvice => ServerAddressAdvice.General;

    /// <summary>Refuses values of a client's own options that cannot work, once those of every client were found good.</summary>
    /// <exception cref="ArgumentException">A value cannot work; the message says which and what to do.</exception>
    protected virtual void ValidateOwn()
    {
    }

    /// <summary>A copy with the same values, for whoever has to fill gaps in options that belong to somebody else.</summary>
    /// <returns>The copy.</returns>
    protected ApiClientOptions Clone()
    {
        var copy = (ApiClientOptions)MemberwiseClone();
        copy.DefaultParameters = new Dictionary<string, string>(DefaultParameters, StringComparer.Ordinal);
        return copy;
    }
}
