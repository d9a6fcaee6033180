using System.Text.Json.Nodes;
using OpenCode.Models;

namespace OpenCode.Ctl.Bench.Trajectories;

/// <summary>What a trajectory is made of.</summary>
internal sealed record TrajectorySource
{
    /// <summary>The id of the run.</summary>
    public required string Id { get; init; }

    public required string Session { get; init; }

    /// <summary>OpenCode's release.</summary>
    public required string Release { get; init; }

    /// <summary>The provider, a slash, and the model.</summary>
    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The agent's messages, one a step.</summary>
    public required IReadOnlyList<MessageWithParts> Steps { get; init; }

    /// <summary>The messages of sub-agents, by the ids of their sessions.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MessageWithParts>> Children { get; init; }

    /// <summary>What else is to be known of the run.</summary>
    public JsonObject Extra { get; init; } = [];
}
