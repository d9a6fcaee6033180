using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenCodeGen.Updating.Steps;

/// <summary>How far an update has come.</summary>
internal sealed record UpdateState
{
    public required string Commit { get; init; }

    /// <summary>What is fetched: a release, a package or a server.</summary>
    public required string Source { get; init; }

    /// <summary>The release that the document is of; null when it was not fetched yet, or is of none.</summary>
    public string? Release { get; init; }

    /// <summary>The steps that succeeded.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    public static UpdateState? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), UpdateJson.Default.UpdateState) : null;
        }
        catch (JsonException)
        {
            // Cut off by a crash: the update begins again.
            return null;
        }
    }

    public void Write(string file) => File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(this, UpdateJson.Default.UpdateState));
}

[JsonSerializable(typeof(UpdateState))]
internal sealed partial class UpdateJson : JsonSerializerContext;
