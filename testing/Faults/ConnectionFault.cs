namespace OpenCode.Testing.Faults;

/// <summary>
/// What goes wrong on one connection through a <see cref="FaultProxy"/>. Offsets count the raw bytes of the connection from its start,
/// response headers included. Combine faults with <c>with</c>.
/// </summary>
/// <example><code>
/// ConnectionFault fault = ConnectionFault.ResetAfter(500) with { PieceLength = 7 };
/// </code></example>
public sealed record ConnectionFault
{
    /// <summary>Nothing goes wrong.</summary>
    public static ConnectionFault None { get; } = new();

    /// <summary>Ends in order as soon as it is accepted; the server is not asked. For a reset: <c>with { Ending = ConnectionEnding.Reset }</c>.</summary>
    public static ConnectionFault CloseAtOnce { get; } = new() { EndsAtOnce = true };

    /// <summary>The first request is answered with an HTML page and status 200, as OpenCode does for routes that it does not know.</summary>
    public static ConnectionFault ServeHtml { get; } = new() { Answer = ProxyResponse.Html(200) };

    /// <summary>Every so many bytes of the response are sent by themselves; null: as they come from the server.</summary>
    public int? PieceLength
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A piece has at least one byte.");
    }

    /// <summary>The pause before each piece of the response.</summary>
    public TimeSpan PieceDelay { get; init => field = NotNegative(value); }

    /// <summary>The pause before the first piece of the response.</summary>
    public TimeSpan FirstByteDelay { get; init => field = NotNegative(value); }

    /// <summary>
    /// How many bytes of the response pass before <see cref="Ending"/>; null: all. With 0, the connection ends when the response begins:
    /// the server has seen the request, and the client learns nothing.
    /// </summary>
    public long? ResponseLimit { get; init => field = NotNegative(value); }

    /// <summary>What happens after <see cref="ResponseLimit"/>. A server that ends the connection earlier ends it for the client too.</summary>
    public ConnectionEnding Ending { get; init; }

    /// <summary>How many bytes of the request reach the server; what follows is swallowed. Null: all.</summary>
    public long? RequestLimit { get; init => field = NotNegative(value); }

    /// <summary>Whether <see cref="Ending"/> comes before anything is read or sent.</summary>
    public bool EndsAtOnce { get; init; }

    /// <summary>What the proxy answers to the first request by itself; null: the server answers.</summary>
    public ProxyResponse? Answer { get; init; }

    /// <summary>Sends every <paramref name="bytes"/> bytes of the response by themselves.</summary>
    public static ConnectionFault SplitEvery(int bytes) => new() { PieceLength = bytes };

    /// <summary>Pauses before each piece of the response.</summary>
    public static ConnectionFault Delay(TimeSpan beforeEachPiece) => new() { PieceDelay = beforeEachPiece };

    /// <summary>Pauses once, before the response begins.</summary>
    public static ConnectionFault DelayFirstByte(TimeSpan pause) => new() { FirstByteDelay = pause };

    /// <summary>Passes so many bytes of the response, and then nothing for ever.</summary>
    public static ConnectionFault StallAfter(long bytes) => new() { ResponseLimit = bytes, Ending = ConnectionEnding.Stall };

    /// <summary>Passes so many bytes of the response, and then resets the connection.</summary>
    public static ConnectionFault ResetAfter(long bytes) => new() { ResponseLimit = bytes, Ending = ConnectionEnding.Reset };

    /// <summary>Passes so many bytes of the response, and then closes the connection in order.</summary>
    public static ConnectionFault CloseAfter(long bytes) => new() { ResponseLimit = bytes, Ending = ConnectionEnding.Close };

    /// <summary>Passes so many bytes of the response, and then sends no more, while the request still reaches the server.</summary>
    public static ConnectionFault HalfCloseAfter(long bytes) => new() { ResponseLimit = bytes, Ending = ConnectionEnding.HalfClose };

    /// <summary>Passes so many bytes of the request; the server waits for the rest in vain.</summary>
    public static ConnectionFault StallRequestAfter(long bytes) => new() { RequestLimit = bytes };

    /// <summary>Answers the first request with this status and a JSON body; the server is not asked.</summary>
    public static ConnectionFault RefuseWith(int status) => new() { Answer = ProxyResponse.Json(status) };

    /// <summary>Answers the first request with this status and <c>Retry-After</c> in seconds; the server is not asked.</summary>
    public static ConnectionFault RefuseWith(int status, TimeSpan retryAfter) => new() { Answer = ProxyResponse.Json(status).RetryingAfter(retryAfter) };

    /// <summary>Answers the first request with this status and <c>Retry-After</c> as an HTTP date; the server is not asked.</summary>
    public static ConnectionFault RefuseWith(int status, DateTimeOffset retryAfter) => new() { Answer = ProxyResponse.Json(status).RetryingAfter(retryAfter) };

    private static long? NotNegative(long? value)
    {
        if (value is { } bytes) ArgumentOutOfRangeException.ThrowIfNegative(bytes, nameof(value));
        return value;
    }

    private static TimeSpan NotNegative(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        return value;
    }
}
