namespace OpenCode.Core;

/// <summary>Turns an event stream into events. How it deals with a broken stream is its own affair.</summary>
internal abstract class EventStreamReader
{
    /// <summary>Reads events until the stream ends, the reader stops or the token is cancelled.</summary>
    /// <param name="source">Opens the stream, as often as it is asked to, and decodes its events.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public abstract IAsyncEnumerable<T> ReadAsync<T>(EventStreamSource<T> source, CancellationToken cancellationToken);
}
