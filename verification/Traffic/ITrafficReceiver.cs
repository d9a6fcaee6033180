using OpenCode.Verification.Recording;

namespace OpenCode.Verification.Traffic;

/// <summary>Receives what a <see cref="RecordingProxy"/> sees. Its methods are called by several threads at a time.</summary>
public interface ITrafficReceiver
{
    /// <summary>Receives an exchange: when its answer is complete, or, for a stream of events, when the stream begins.</summary>
    /// <param name="exchange">The exchange.</param>
    void Add(RecordedExchange exchange);

    /// <summary>Receives one event of a stream.</summary>
    /// <param name="stream">The exchange of the stream, as it was given to <see cref="Add"/>.</param>
    /// <param name="utf8">The data of the event.</param>
    void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8);
}
