using System.Text.Json;
using OpenCode.Core.Events;

namespace OpenCode.NSwag.Streams;

/// <summary>What a stream delivers: an event, or the news that events may be missing.</summary>
/// <typeparam name="T">The event as NSwag made its type.</typeparam>
/// <param name="Event">The event; null for a gap, and for one that NSwag's types cannot hold.</param>
/// <param name="Json">The event as the server wrote it; null for a gap.</param>
/// <param name="Gap">When and why the stream was interrupted; null for an event.</param>
public sealed record StreamedEvent<T>(T? Event, JsonElement? Json, EventStreamGap? Gap)
    where T : class;
