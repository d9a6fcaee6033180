using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Benchmarks.Peer;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextPart), "text")]
[JsonDerivedType(typeof(SubtaskPart), "subtask")]
[JsonDerivedType(typeof(ReasoningPart), "reasoning")]
[JsonDerivedType(typeof(FilePart), "file")]
[JsonDerivedType(typeof(ToolPart), "tool")]
[JsonDerivedType(typeof(StepStartPart), "step-start")]
[JsonDerivedType(typeof(StepFinishPart), "step-finish")]
[JsonDerivedType(typeof(SnapshotPart), "snapshot")]
[JsonDerivedType(typeof(PatchPart), "patch")]
[JsonDerivedType(typeof(AgentPart), "agent")]
[JsonDerivedType(typeof(RetryPart), "retry")]
[JsonDerivedType(typeof(CompactionPart), "compaction")]
internal abstract class Part
{
    public required string Id { get; init; }
    [JsonPropertyName("messageID")]
    public required string MessageId { get; init; }
    [JsonPropertyName("sessionID")]
    public required string SessionId { get; init; }
}

internal sealed class TextPart : Part
{
    public bool? Ignored { get; init; }
    public JsonElement? Metadata { get; init; }
    public bool? Synthetic { get; init; }
    public required string Text { get; init; }
    public PartTime? Time { get; init; }
}

internal sealed class PartTime
{
    public long? End { get; init; }
    public required long Start { get; init; }
}

internal sealed class SubtaskPart : Part
{
    public required string Agent { get; init; }
    public string? Command { get; init; }
    public required string Description { get; init; }
    public AgentModel? Model { get; init; }
    public required string Prompt { get; init; }
}

internal sealed class AgentModel
{
    [JsonPropertyName("modelID")]
    public required string ModelId { get; init; }
    [JsonPropertyName("providerID")]
    public required string ProviderId { get; init; }
}

internal sealed class ReasoningPart : Part
{
    public JsonElement? Metadata { get; init; }
    public required string Text { get; init; }
    public required PartTime Time { get; init; }
}

internal sealed class FilePart : Part
{
    public string? Filename { get; init; }
    public required string Mime { get; init; }
    public FilePartSource? Source { get; init; }
    public required string Url { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FileSource), "file")]
[JsonDerivedType(typeof(SymbolSource), "symbol")]
[JsonDerivedType(typeof(ResourceSource), "resource")]
internal abstract class FilePartSource
{
    public required FilePartSourceText Text { get; init; }
}

internal sealed class FilePartSourceText
{
    public required double End { get; init; }
    public required double Start { get; init; }
    public required string Value { get; init; }
}

internal sealed class FileSource : FilePartSource
{
    public required string Path { get; init; }
}

internal sealed class SymbolSource : FilePartSource
{
    public required long Kind { get; init; }
    public required string Name { get; init; }
    public required string Path { get; init; }
    public required JsonElement Range { get; init; }
}

internal sealed class ResourceSource : FilePartSource
{
    public required string ClientName { get; init; }
    public required string Uri { get; init; }
}

internal sealed class ToolPart : Part
{
    [JsonPropertyName("callID")]
    public required string CallId { get; init; }
    public JsonElement? Metadata { get; init; }
    public required ToolState State { get; init; }
    public required string Tool { get; init; }
}

internal sealed class StepStartPart : Part
{
    public string? Snapshot { get; init; }
}

internal sealed class StepFinishPart : Part
{
    public required double Cost { get; init; }
    public required string Reason { get; init; }
    public string? Snapshot { get; init; }
    public required Tokens Tokens { get; init; }
}

internal sealed class SnapshotPart : Part
{
    public required string Snapshot { get; init; }
}

internal sealed class PatchPart : Part
{
    public required List<string> Files { get; init; }
    public required string Hash { get; init; }
}

internal sealed class AgentPart : Part
{
    public required string Name { get; init; }
    public AgentPartSource? Source { get; init; }
}

internal sealed class AgentPartSource
{
    public required long End { get; init; }
    public required long Start { get; init; }
    public required string Value { get; init; }
}

internal sealed class RetryPart : Part
{
    public required long Attempt { get; init; }
    public required ApiError Error { get; init; }
    public required RetryPartTime Time { get; init; }
}

internal sealed class RetryPartTime
{
    public required long Created { get; init; }
}

internal sealed class CompactionPart : Part
{
    public required bool Auto { get; init; }
    public bool? Overflow { get; init; }
    [JsonPropertyName("tail_start_id")]
    public string? TailStartId { get; init; }
}
