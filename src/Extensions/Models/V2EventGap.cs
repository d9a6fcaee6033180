using System.Text.Json;
using OpenCode.Core.Events;

namespace OpenCode.Models;

/// <summary>Not an event of the server: it stands in <c>/api/event</c> where events may be missing.</summary>
/// <param name="gap">Since when, until when and why.</param>
/// <remarks>A session's own events are all in its durable stream, <c>client.Api.Session[id].Event</c>.</remarks>
public sealed class V2EventGap(EventStreamGap gap) : V2Event
{
    /// <summary>Since when, until when and why.</summary>
    public EventStreamGap Gap { get; } = gap ?? throw new ArgumentNullException(nameof(gap));

    /// <summary><c>client.gap</c>, which no server sends.</summary>
    public override string Type => StreamGapJson.Type;

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer) => StreamGapJson.Write(writer, Gap);
}
