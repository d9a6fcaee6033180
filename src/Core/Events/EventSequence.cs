using OpenCode.Core.Json;

namespace OpenCode.Core.Events;

/// <summary>The place of an event in its stream, as the event itself tells.</summary>
/// <param name="Number">The number; negative when none can be told.</param>
/// <param name="Drift">How the event differs from one that has a plain number; null when it does not, or when it is no JSON at all.</param>
public readonly record struct EventSequence(long Number, JsonDrift? Drift);
