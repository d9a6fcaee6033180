using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.Json;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;

namespace OpenCode.Core.EventSources;

/// <summary>One event stream that can be opened, again too, and decodes its events.</summary>
/// <typeparam name="T">One event.</typeparam>
/// <param name="context">What the stream is.</param>
internal abstract class EventStreamSource<T>(EventStreamContext<T> context)
{
    /// <summary>The operation.</summary>
    public Operation<T> Operation => Context.Operation;

    /// <summary>The path and query of the request.</summary>
    public string Url => Context.Url;

    /// <summary>The client's settings, for clock and limits.</summary>
    public ClientSettings Settings => Context.Settings;

    /// <summary>Hears what becomes of the stream.</summary>
    public ClientObserver Observer => Context.Observer;

    /// <summary>Where a subscription is listed while it is read.</summary>
    public SubscriptionRegistry Subscriptions => Context.Subscriptions;

    /// <summary>What this stream does about interruptions and slow readers.</summary>
    public EventStreamOptions Options => Context.Configuration?.Stream ?? Settings.Streams;

    /// <summary>How long the whole subscription may take; null for no limit.</summary>
    public TimeSpan? Total => Context.Configuration?.Budgets?.Total;

    /// <summary>Whether a request can tell that it was sent: one with a body of its own cannot.</summary>
    public abstract bool CanSignal { get; }

    /// <summary>What the stream is.</summary>
    protected EventStreamContext<T> Context { get; } = context;

    /// <summary>Makes the decoder of one subscription's events.</summary>
    /// <param name="createUnknown">Makes an event of data that is not JSON, handed over as one JSON string; null to refuse it.</param>
    public EventDecoder<T> CreateDecoder(Func<JsonElement, T>? createUnknown) => new(Context, createUnknown);

    /// <summary>Reports how an event differs from what the stream's events are.</summary>
    public void ReportDrift(JsonDrift drift) => Context.Drifts.Report(Operation, [drift]);

    /// <summary>Waits; ends early when the token is cancelled or the client is disposed.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public abstract Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Sends the request; returns when the headers of the response are there.</summary>
    /// <param name="pathAndQuery">The path and query to use, <see cref="Url"/> or the same with a later cursor.</param>
    /// <param name="limits">How long this connection may take.</param>
    /// <param name="sent">Tells when the request is sent; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the request, and the stream for as long as it is read.</param>
    /// <returns>The stream; disposing it closes the connection.</returns>
    public abstract Task<Stream> OpenAsync(string pathAndQuery, EventStreamLimits limits, SentSignal? sent, CancellationToken cancellationToken);
}
