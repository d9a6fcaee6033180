using OpenCode.Core.Events;

namespace OpenCode.Streaming;

/// <summary>An event on its way from the connection to the reader, or the announcement of a gap.</summary>
/// <param name="Start">Where its data begin in its batch.</param>
/// <param name="Length">How long they are.</param>
/// <param name="Sequence">Its place in the stream; negative when it has none.</param>
/// <param name="CreatedAt">When the server made it, as the stream's traits tell; negative when nobody asks.</param>
/// <param name="Content">
/// The gap that it announces, as an <see cref="EventStreamGap"/>; or what decoding ahead made of it, the event itself or an
/// exception; null for an event that is still to be decoded.
/// </param>
internal readonly record struct WaitingEvent(int Start, int Length, long Sequence, long CreatedAt, object? Content);
