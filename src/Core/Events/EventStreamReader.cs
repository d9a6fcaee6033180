namespace OpenCode.Core;

/// <summary>Turns an event stream into events. How it deals with a broken stream is its own affair.</summary>
internal abstract class EventStreamReader
{
    /// <summary>Makes a subscription; nothing is sent before its enumeration begins.</summary>
    /// <param name="source">Opens the stream, as often as it is asked to, and decodes its events.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public abstract EventSubscription<T> Subscribe<T>(EventStreamSource<T> source, CancellationToken cancellationToken);
}
