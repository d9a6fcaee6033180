using System.Text.Json.Serialization;

namespace WorkerSample;

/// <summary>A request for a session.</summary>
/// <param name="Title">Its title; null for one that the server makes of the first prompt.</param>
internal sealed record SessionRequest(string? Title);

/// <summary>A session.</summary>
/// <param name="Id">Its id, for the paths.</param>
internal sealed record SessionResponse(string Id);

/// <summary>A request for a turn.</summary>
/// <param name="Text">What to do.</param>
internal sealed record PromptRequest(string? Text);

/// <summary>Reads and writes all bodies of the service.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(PromptRequest))]
[JsonSerializable(typeof(UpdateMessage))]
internal sealed partial class WorkerJson : JsonSerializerContext;
