using OpenCode.Core.Errors;
using OpenCode.Core.Options;

namespace OpenCode.Core.Events;

/// <summary>
/// A subscription to an event stream. The request is sent when its enumeration begins, leaving the enumeration closes the
/// connection, and it can be enumerated once.
/// </summary>
/// <typeparam name="T">One event.</typeparam>
/// <remarks>
/// <para>A lost connection is replaced for as long as <see cref="EventStreamOptions.GiveUpAfter"/> allows. Streams that resume
/// by sequence number go on where they were; the others tell in sequence that events may be missing.</para>
/// <para>Enumerating throws <see cref="ApiStatusException"/> when the server refuses the request (most 4xx statuses),
/// <see cref="ApiContractException"/> when there is no such stream, other kinds of <see cref="ApiException"/> once the
/// stream gives up, <see cref="OperationCanceledException"/> when it is cancelled, and <see cref="ObjectDisposedException"/>
/// when its client is disposed.</para>
/// </remarks>
public abstract class EventSubscription<T> : EventSubscription, IAsyncEnumerable<T>
{
    /// <summary>Creates a subscription.</summary>
    /// <param name="operationId">The operation, for example <c>event.subscribe</c>.</param>
    protected EventSubscription(string operationId)
        : base(operationId)
    {
    }

    /// <summary>Sends the request and begins to deliver.</summary>
    /// <param name="cancellationToken">Ends the enumeration, like the token that was given to the subscription itself.</param>
    /// <returns>The events; disposing it closes the connection.</returns>
    /// <exception cref="InvalidOperationException">The subscription was enumerated before.</exception>
    public abstract IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default);
}
