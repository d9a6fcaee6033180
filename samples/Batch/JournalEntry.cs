using System.Text.Json.Serialization;
using OpenCode.Sessions;

namespace BatchSample;

/// <summary>A line of the journal: that a prompt is about to be sent, or what came of it.</summary>
/// <param name="Prompt">The number of the prompt.</param>
/// <param name="Server">The server that has its session.</param>
/// <param name="Session">The session, which is for this prompt alone.</param>
/// <param name="Answer">The answer; null while there is none.</param>
internal sealed record JournalEntry(int Prompt, int Server, SessionReference Session, string? Answer = null);

/// <summary>Reads and writes lines of the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
