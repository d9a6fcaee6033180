using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCode.Core.Responses;

namespace OpenCode.Benchmarks.Peer;

// The properties of OpenCode.Models, written by hand for System.Text.Json.
internal sealed class MessageWithParts
{
    public required Message Info { get; init; }
    public required List<Part> Parts { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "role")]
[JsonDerivedType(typeof(UserMessage), "user")]
[JsonDerivedType(typeof(AssistantMessage), "assistant")]
internal abstract class Message;

internal sealed class UserMessage : Message
{
    public required string Agent { get; init; }
    public OutputFormat? Format { get; init; }
    public required string Id { get; init; }
    public required UserMessageModel Model { get; init; }
    [JsonPropertyName("sessionID")]
    public required string SessionId { get; init; }
    public UserMessageSummary? Summary { get; init; }
    public string? System { get; init; }
    public required UserMessageTime Time { get; init; }
    public Dictionary<string, bool>? Tools { get; init; }
}

internal sealed class UserMessageModel
{
    [JsonPropertyName("modelID")]
    public required string ModelId { get; init; }
    [JsonPropertyName("providerID")]
    public required string ProviderId { get; init; }
    public string? Variant { get; init; }
}

internal sealed class UserMessageSummary
{
    public string? Body { get; init; }
    public required List<SnapshotFileDiff> Diffs { get; init; }
    public string? Title { get; init; }
}

internal sealed class SnapshotFileDiff
{
    public required double Additions { get; init; }
    public required double Deletions { get; init; }
    public string? File { get; init; }
    public string? Patch { get; init; }
    public string? Status { get; init; }
}

internal sealed class UserMessageTime
{
    public required double Created { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OutputFormatText), "text")]
[JsonDerivedType(typeof(OutputFormatJsonSchema), "json_schema")]
internal abstract class OutputFormat;

internal sealed class OutputFormatText : OutputFormat;

internal sealed class OutputFormatJsonSchema : OutputFormat
{
    public long? RetryCount { get; init; }
    public required JsonElement Schema { get; init; }
}

internal sealed class AssistantMessage : Message
{
    public required string Agent { get; init; }
    public required double Cost { get; init; }
    public AssistantMessageError? Error { get; init; }
    public string? Finish { get; init; }
    public required string Id { get; init; }
    public required string Mode { get; init; }
    [JsonPropertyName("modelID")]
    public required string ModelId { get; init; }
    [JsonPropertyName("parentID")]
    public required string ParentId { get; init; }
    public required AssistantMessagePath Path { get; init; }
    [JsonPropertyName("providerID")]
    public required string ProviderId { get; init; }
    [JsonPropertyName("sessionID")]
    public required string SessionId { get; init; }
    public JsonElement? Structured { get; init; }
    public bool? Summary { get; init; }
    public required AssistantMessageTime Time { get; init; }
    public required Tokens Tokens { get; init; }
    public string? Variant { get; init; }
}

internal sealed class AssistantMessagePath
{
    public required string Cwd { get; init; }
    public required string Root { get; init; }
}

internal sealed class AssistantMessageTime
{
    public long? Completed { get; init; }
    public required long Created { get; init; }
}

internal sealed class Tokens
{
    public required TokensCache Cache { get; init; }
    public required double Input { get; init; }
    public required double Output { get; init; }
    public required double Reasoning { get; init; }
    public double? Total { get; init; }
}

internal sealed class TokensCache
{
    public required double Read { get; init; }
    public required double Write { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(ApiError), "APIError")]
[JsonDerivedType(typeof(UnknownError), "UnknownError")]
[JsonDerivedType(typeof(MessageAbortedError), "MessageAbortedError")]
internal abstract class AssistantMessageError;

internal sealed class ApiError : AssistantMessageError
{
    public required ApiErrorData Data { get; init; }
}

internal sealed class UnknownError : AssistantMessageError
{
    public required ErrorData Data { get; init; }
}

internal sealed class MessageAbortedError : AssistantMessageError
{
    public required ErrorData Data { get; init; }
}

internal sealed class ErrorData
{
    public required string Message { get; init; }
}

internal sealed class ApiErrorData
{
    public required bool IsRetryable { get; init; }
    public required string Message { get; init; }
    public Dictionary<string, string>? Metadata { get; init; }
    public string? ResponseBody { get; init; }
    public Dictionary<string, string>? ResponseHeaders { get; init; }
    public long? StatusCode { get; init; }
}
