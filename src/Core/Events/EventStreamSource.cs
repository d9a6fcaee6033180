using System.Text.Json;

namespace OpenCode.Core;

/// <summary>One event stream as its request describes it: can be opened, again too, and decodes its events.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventStreamSource<T>(
    RequestSender sender, Operation<T> operation, string url, RequestConfiguration? configuration, HttpContent? content)
{
    /// <summary>The operation.</summary>
    public Operation<T> Operation => operation;

    /// <summary>The path and query of the request.</summary>
    public string Url => url;

    /// <summary>What this request does differently.</summary>
    public RequestConfiguration? Configuration => configuration;

    /// <summary>The client's settings, for clock and limits.</summary>
    public ClientSettings Settings => sender.Settings;

    /// <summary>Hears what becomes of the stream.</summary>
    public ClientObserver Observer => sender.Observer;

    /// <summary>Where a subscription is listed while it is read.</summary>
    public SubscriptionRegistry Subscriptions => sender.Subscriptions;

    /// <summary>What this stream does about interruptions and slow readers.</summary>
    public EventStreamOptions Options => configuration?.Stream ?? sender.Settings.Streams;

    /// <summary>How long the whole subscription may take; null for no limit.</summary>
    public TimeSpan? Total => configuration?.Budgets?.Total;

    /// <summary>Makes the decoder of one subscription's events.</summary>
    /// <param name="createUnknown">Makes an event of data that is not JSON, handed over as one JSON string; null to refuse it.</param>
    public EventDecoder<T> CreateDecoder(Func<JsonElement, T>? createUnknown)
        => new(sender.Documents, operation, configuration?.StrictDecoding ?? sender.Settings.StrictDecoding, createUnknown);

    /// <summary>Whether a request can tell that it was sent: one with a body of its own cannot.</summary>
    public bool CanSignal => content is null;

    /// <summary>Reports how an event differs from what the stream's events are.</summary>
    public void ReportDrift(JsonDrift drift) => sender.Documents.Report(operation, [drift]);

    /// <summary>Waits; ends early when the token is cancelled or the client is disposed.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        RequestDeadline clock = sender.Deadlines.Rent(null, startedAt: 0, cancellationToken);
        try
        {
            await Task.Delay(delay, sender.Settings.TimeProvider, clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsAborted)
        {
            throw RequestSender.Disposed();
        }
        finally
        {
            clock.Dispose();
        }
    }

    /// <summary>Sends the request; returns when the headers of the answer are there.</summary>
    /// <param name="pathAndQuery">The path and query to use, <see cref="Url"/> or the same with a later cursor.</param>
    /// <param name="limits">How long this connection may take.</param>
    /// <param name="sent">Tells when the request is sent; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the request, and the stream for as long as it is read.</param>
    /// <returns>The stream; disposing it closes the connection.</returns>
    public Task<ResponseStream> OpenAsync(string pathAndQuery, EventStreamLimits limits, SentSignal? sent, CancellationToken cancellationToken)
        => new RequestRun(sender, operation, pathAndQuery, configuration, content ?? (sender.Transport.SeesWriting ? null : sent), cancellationToken) { Stream = limits, Sent = sent }
            .RunAsync(EventStreamAnswer.Instance);
}
