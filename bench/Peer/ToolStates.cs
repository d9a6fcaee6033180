using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Benchmarks.Peer;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "status")]
[JsonDerivedType(typeof(ToolStatePending), "pending")]
[JsonDerivedType(typeof(ToolStateRunning), "running")]
[JsonDerivedType(typeof(ToolStateCompleted), "completed")]
[JsonDerivedType(typeof(ToolStateError), "error")]
internal abstract class ToolState
{
    public required JsonElement Input { get; init; }
}

internal sealed class ToolStatePending : ToolState
{
    public required string Raw { get; init; }
}

internal sealed class ToolStateRunning : ToolState
{
    public JsonElement? Metadata { get; init; }
    public required ToolStateRunningTime Time { get; init; }
    public string? Title { get; init; }
}

internal sealed class ToolStateRunningTime
{
    public required long Start { get; init; }
}

internal sealed class ToolStateCompleted : ToolState
{
    public List<FilePart>? Attachments { get; init; }
    public required JsonElement Metadata { get; init; }
    public required string Output { get; init; }
    public required ToolStateCompletedTime Time { get; init; }
    public required string Title { get; init; }
}

internal sealed class ToolStateCompletedTime
{
    public long? Compacted { get; init; }
    public required long End { get; init; }
    public required long Start { get; init; }
}

internal sealed class ToolStateError : ToolState
{
    public required string Error { get; init; }
    public JsonElement? Metadata { get; init; }
    public required ToolStateErrorTime Time { get; init; }
}

internal sealed class ToolStateErrorTime
{
    public required long End { get; init; }
    public required long Start { get; init; }
}
