using System.Text.Json.Serialization;

namespace OpenCode.Verification;

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
}

internal sealed record HarContent
{
    public double? Size { get; init; }

    public string? MimeType { get; init; }

    public string? Text { get; init; }

    public string? Encoding { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 64)]
[JsonSerializable(typeof(HarEntry))]
internal sealed partial class HarJson : JsonSerializerContext;
