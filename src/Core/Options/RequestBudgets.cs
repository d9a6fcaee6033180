using OpenCode.Core.Responses;

namespace OpenCode.Core.Options;

/// <summary>How long each part of one request may take. A limit of null means no limit.</summary>
/// <remarks>
/// <para>When a request is repeated, <see cref="Connect"/>, <see cref="ResponseHeaders"/> and <see cref="IdleBetweenBytes"/> count
/// anew for every attempt; <see cref="Total"/> counts once, over all attempts and the waits between them.</para>
/// <para>Operations that wait for a person or a model (prompts, long polls) have no <see cref="ResponseHeaders"/> limit,
/// and <see cref="Total"/> limits them only when it is set on the request itself.</para>
/// <para>Event streams have limits of their own, <see cref="EventStreamOptions"/>, instead of <see cref="ResponseHeaders"/> and
/// <see cref="IdleBetweenBytes"/>; <see cref="Total"/> limits them only when it is set on the request itself. So it is with a WebSocket once it is
/// open; until then it is a request like any other.</para>
/// </remarks>
public sealed record RequestBudgets
{
    /// <summary>Every limit switched off.</summary>
    public static RequestBudgets Unlimited { get; } = new() { Connect = null, ResponseHeaders = null, IdleBetweenBytes = null };

    /// <summary>
    /// For one new connection: name resolution, TCP and TLS. 10 seconds by default. Connections are shared between requests,
    /// so only the client's own budgets count here, not those of one request; with a caller's own <see cref="HttpClient"/>
    /// its handler decides.
    /// </summary>
    public TimeSpan? Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the start of the request to the headers of its response, sending the body included. 100 seconds by default.</summary>
    public TimeSpan? ResponseHeaders { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>From one byte of the response's body to the next. Time that the reader of a stream takes does not count. 100 seconds by default.</summary>
    public TimeSpan? IdleBetweenBytes { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>From the start of the request to the last byte of its response. No limit by default.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>The longest limit that a timer can keep: 49 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Refuses limits that no timer can keep.</summary>
    /// <exception cref="ArgumentException">A limit is not positive, or longer than 49 days.</exception>
    internal void Validate(string parameterName)
    {
        Check(Connect, nameof(Connect), parameterName);
        Check(ResponseHeaders, nameof(ResponseHeaders), parameterName);
        Check(IdleBetweenBytes, nameof(IdleBetweenBytes), parameterName);
        Check(Total, nameof(Total), parameterName);
    }

    private static void Check(TimeSpan? limit, string name, string parameterName)
    {
        if (limit is { } value && (value <= TimeSpan.Zero || value > Longest))
        {
            throw new ArgumentException(
                $"The budget {name} is {value}, but must be positive and at most 49 days. Use null for no limit.", parameterName);
        }
    }
}
