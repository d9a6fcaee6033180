using OpenCode.Core.Json;

namespace OpenCode.Server.Events;

/// <summary>Something that happened, as every stream tells it in its own form.</summary>
/// <param name="Type">Its type, for example <c>session.created</c>.</param>
/// <param name="Data">What the older streams call <c>properties</c>, and the newer ones <c>data</c>.</param>
/// <param name="Directory">The folder that it is about; null when it is about the server.</param>
public sealed record ServerEvent(string Type, IJsonModel Data, string? Directory)
{
    /// <summary>The id of the project that it is about; null when that does not matter.</summary>
    public string? Project { get; init; }

    /// <summary>The session whose durable stream keeps it; null for an event that passes.</summary>
    public string? Session { get; init; }

    /// <summary>The version of its form in the durable stream.</summary>
    public int Version { get; init; } = 1;
}
