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

    /// <summary>Sends the request; returns when the headers of the answer are there.</summary>
    /// <param name="cancellationToken">Ends the request, and the stream for as long as it is read.</param>
    /// <returns>The stream; disposing it closes the connection.</returns>
    public Task<EventStream<T>> OpenAsync(CancellationToken cancellationToken) => OpenAsync(url, cancellationToken);

    /// <summary>Sends the request with another URL, for example with a later cursor.</summary>
    /// <param name="otherUrl">The path and query to use.</param>
    /// <param name="cancellationToken">Ends the request, and the stream for as long as it is read.</param>
    /// <returns>The stream; disposing it closes the connection.</returns>
    public async Task<EventStream<T>> OpenAsync(string otherUrl, CancellationToken cancellationToken)
    {
        Exchange exchange = sender.Begin(operation, otherUrl, configuration, content, cancellationToken);
        try
        {
            await exchange.SendAsync().ConfigureAwait(false);
            ResponseStream body = await exchange.OpenBodyAsync().ConfigureAwait(false);
            ResponseContract.RefuseCompressed(operation, exchange.Response);
            ResponseContract.RefuseWebPage(operation, exchange.Response, []);
            ResponseContract.RequireEventStream(operation, exchange.Response);
            return new EventStream<T>(body, exchange.Response, sender.Documents, operation, configuration?.StrictDecoding);
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }
}
