
namespace OpenCode.Core.Events;

/// <summary>What an event stream does that its document does not tell, whatever its events are.</summary>
public abstract class EventStreamTraits
{
    private protected EventStreamTraits()
    {
    }

    /// <summary>The query parameter after whose sequence number a stream resumes; null for streams that cannot be resumed.</summary>
    public string? CursorParameter { get; init; }

    /// <summary>Whether the server sends the headers of its response before there is an event. True by default.</summary>
    public bool RespondsAtOnce { get; init; } = true;

    /// <summary>
    /// The number of milliseconds after which the times of creation begin again at zero, where the server sends only the lower digits of them;
    /// zero where it sends all. Zero by default.
    /// </summary>
    public long CreationTimeModulus { get; init; }

    /// <summary>Whether an interruption loses nothing.</summary>
    public bool IsResumable => CursorParameter is not null;
}

