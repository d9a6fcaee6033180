using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCode.Verification.Har;

/// <summary>An entry of a HAR file, or why it cannot be read.</summary>
/// <param name="Number">Which one it is, from 1.</param>
/// <param name="Entry">The entry; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal readonly record struct HarStep(int Number, HarEntry? Entry, string? Problem);

/// <summary>What the check needs of an entry of a HAR file; everything else is passed over.</summary>
internal sealed record HarEntry
{
    public required HarRequest Request { get; init; }

    public HarResponse? Response { get; init; }
}

internal sealed record HarRequest
{
    public required string Method { get; init; }

    public required string Url { get; init; }
}

internal sealed record HarResponse
{
    public int Status { get; init; }

    public HarContent? Content { get; init; }

    /// <summary>How many bytes of a body came over the network; -1 for unknown.</summary>
    public double? BodySize { get; init; }

    /// <summary>The headers as they are: a writer that gets them wrong is none that gets the body wrong.</summary>
    public JsonElement Headers { get; init; }
}

internal sealed record HarContent
{
    public double? Size { get; init; }

    public string? MimeType { get; init; }

    public string? Text { get; init; }

    public string? Encoding { get; init; }

    /// <summary>The file that has the body instead, beside the recording: Playwright's <c>content: "attach"</c>.</summary>
    [JsonPropertyName("_file")]
    public string? File { get; init; }

    public string? Comment { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = HarEntryReader.MaxDepth)]
[JsonSerializable(typeof(HarEntry))]
internal sealed partial class HarJson : JsonSerializerContext;
