using OpenCode.Core;

namespace OpenCode;

/// <summary>How a client reaches its server and what it does with the answers.</summary>
/// <remarks>Checked when a client is constructed; a value that cannot work is refused there, by name.</remarks>
public sealed partial class OpenCodeClientOptions
{
    /// <summary>The address used when neither <see cref="BaseUri"/> nor the environment names one: <c>http://127.0.0.1:4096</c>.</summary>
    public static Uri DefaultBaseUri { get; } = new("http://127.0.0.1:4096");

    // Many times what any answer of a real server is, and little enough for a service to survive a few of them at a time.
    private const long DefaultMaxResponseBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The server's address, <c>http</c> or <c>https</c>; a path is put before every request's path. When null: the
    /// environment variable <c>OPENCODE_BASE_URL</c>, then <see cref="DefaultBaseUri"/>.
    /// </summary>
    public Uri? BaseUri { get; set; }

    /// <summary>
    /// The server's password, sent as basic authentication to <see cref="BaseUri"/> only. When null: the environment variable
    /// <c>OPENCODE_SERVER_PASSWORD</c>. An empty text sends no credentials, whatever the environment says.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>The user name that goes with the password. When null: <c>OPENCODE_SERVER_USERNAME</c>, then <c>opencode</c>.</summary>
    public string? UserName { get; set; }

    /// <summary>
    /// Tells which credentials to send, for passwords that change while the client lives. Set either this or
    /// <see cref="Password"/> and <see cref="UserName"/>; the environment's password does not count when this is set.
    /// </summary>
    public IOpenCodeCredentialProvider? Credentials { get; set; }

    /// <summary>The project directory on the server, sent with every operation that takes one, unless a request names another.</summary>
    public string? Directory { get; set; }

    /// <summary>The workspace on the server, sent with every operation that takes one, unless a request names another.</summary>
    public string? Workspace { get; set; }

    /// <summary>
    /// Sends the requests instead of a connection pool of the client's own; it is never disposed here. Set its
    /// <see cref="HttpClient.Timeout"/> to <see cref="Timeout.InfiniteTimeSpan"/>: prompts and event streams outlast any fixed limit.
    /// </summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>How long each part of a request may take.</summary>
    public RequestBudgets Budgets { get; set; } = new();

    /// <summary>Whether and when a request that failed is sent again. Up to three attempts by default, where that is safe.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>How event streams survive interruptions and slow readers.</summary>
    public EventStreamOptions Streams { get; set; } = new();

    /// <summary>
    /// Whether an answer that differs from the spec is an <see cref="OpenCodeContractException"/>. By default differences are
    /// tolerated and reported to <see cref="OnDrift"/>.
    /// </summary>
    public bool StrictDecoding { get; set; }

    /// <summary>
    /// Receives each difference between the answers and the spec, once per operation, place and kind. Called on the thread
    /// that decodes, by several threads at a time; what it throws fails that request.
    /// </summary>
    public Action<OpenCodeDrift>? OnDrift { get; set; }

    /// <summary>
    /// The longest answer, in bytes after decompression, that is read into memory; a longer one is an <see cref="OpenCodeContractException"/>
    /// (<see cref="ContractViolation.TooLarge"/>). 64 MiB by default; null for no limit but that of an array, 2 GB. Downloads that are read
    /// as a stream, and event streams, have none.
    /// </summary>
    public long? MaxResponseBytes { get; set; } = DefaultMaxResponseBytes;

    /// <summary>
    /// Whether the server may compress its answers (gzip, deflate or brotli). When null: only when it is on another
    /// machine, because on the same one there is no network to save. Event streams are never compressed.
    /// Without effect on a caller's own <see cref="HttpClient"/>.
    /// </summary>
    public bool? AllowCompression { get; set; }

    /// <summary>How long a pooled connection is used before a fresh one, with a fresh name resolution, replaces it. 15 minutes by default.</summary>
    public TimeSpan PooledConnectionLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The clock behind every limit.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Names the address and never the password.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => $"{nameof(OpenCodeClientOptions)} {{ BaseUri = {ShownBaseUri}, Password = {ShownPassword}, Directory = {Directory} }}";

    /// <summary>A copy with the same values, for who has to fill gaps in options that are not his.</summary>
    internal OpenCodeClientOptions Copy() => (OpenCodeClientOptions)MemberwiseClone();

    // The options are not validated yet when they are printed, and a secret in a URI is the mistake to expect.
    private string? ShownBaseUri => BaseUri is null ? null : ShownAddress.Of(BaseUri) ?? "***";

    private string ShownPassword => string.IsNullOrEmpty(Password) && Credentials is null ? "not set" : "***";
}
