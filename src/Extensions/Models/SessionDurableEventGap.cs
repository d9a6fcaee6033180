using System.Text.Json;
using OpenCode.Core.Events;

namespace OpenCode.Models;

/// <summary>
/// Not an event of the server: it stands in a session's durable stream where an event was skipped because it is too long, or where the
/// numbers of the events leave open whether each comes exactly once.
/// </summary>
/// <param name="gap">What is wrong, and between which numbers.</param>
/// <remarks>Interruptions are not announced in this stream: it goes on where it was.</remarks>
public sealed class SessionDurableEventGap(EventStreamGap gap) : SessionDurableEvent
{
    /// <summary>What is wrong, and between which numbers.</summary>
    public EventStreamGap Gap { get; } = gap ?? throw new ArgumentNullException(nameof(gap));

    /// <summary><c>client.gap</c>, which no server sends.</summary>
    public override string Type => StreamGapJson.Type;

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => StreamGapJson.Write(writer, Gap);
}
