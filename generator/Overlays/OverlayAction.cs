using System.Text.Json.Nodes;
using OpenCodeGen.JsonPaths;

namespace OpenCodeGen.Overlays;

/// <summary>One change of an overlay.</summary>
public sealed record OverlayAction
{
    /// <summary>Its number in the overlay, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it changes.</summary>
    public required JsonPath Target { get; init; }

    /// <summary>Why, for people; null where nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it takes the target away; then nothing else counts.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>The place of the document that is merged into the target; null for <see cref="Update"/>.</summary>
    public JsonPath? Copy { get; init; }

    /// <summary>What is merged into the target; null for the JSON null and where there is nothing to merge.</summary>
    public JsonNode? Update { get; init; }

    /// <summary>The action as it is written, with the extensions that it has (<c>x-…</c>).</summary>
    public required JsonObject Json { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"action {Number} ({Target})";
}
