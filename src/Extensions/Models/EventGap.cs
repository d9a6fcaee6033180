using System.Text.Json;
using OpenCode.Core.Events;

namespace OpenCode.Models;

/// <summary>Not an event of the server: it stands in <c>/event</c> and <c>/global/event</c> where events may be missing.</summary>
/// <param name="gap">Since when, until when and why.</param>
/// <remarks>What may have changed meanwhile has to be read again, for example the messages of a session.</remarks>
public sealed class EventGap(EventStreamGap gap) : Event
{
    /// <summary>Since when, until when and why.</summary>
    public EventStreamGap Gap { get; } = gap ?? throw new ArgumentNullException(nameof(gap));

    /// <summary><c>client.gap</c>, which no server sends.</summary>
    public override string Type => StreamGapJson.Type;

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => StreamGapJson.Write(writer, Gap);
}
