using OpenCode.Verification.Contract.Interactions;

namespace OpenCode.Verification.Contract.Events;

/// <summary>An event that the client needs to understand. What is not said here follows from the client's model.</summary>
/// <param name="Stream">The operation of the stream.</param>
/// <param name="Type">The type of the event; <c>sync:</c> and the inner type for one inside another.</param>
internal sealed record EventInteraction(string Stream, string Type)
{
    /// <summary>The place of a property whose text tells events of one type apart, for example <c>part/type</c>.</summary>
    public string? Where { get; init; }

    /// <summary>The text there.</summary>
    public string? Is { get; init; }

    /// <summary>Decides what the model leaves open; places are inside the event's content. See <see cref="Interaction.Choose"/>.</summary>
    public IReadOnlyDictionary<string, string> Choose { get; init; } = new Dictionary<string, string>();

    /// <summary>Unique in the pact. A verification finds the event by it: the stream, the type, and the text that tells it apart.</summary>
    public string Description => Where is null ? $"{Stream}: {Type}" : $"{Stream}: {Type} where {Content}/{Where} is {Is}";

    /// <summary>Where the content of an event of this stream is.</summary>
    public string Content => (Stream, Type.StartsWith("sync:", StringComparison.Ordinal)) switch
    {
        ("global.event", true) => "/payload/syncEvent/data",
        ("global.event", false) => "/payload/properties",
        ("event.subscribe", _) => "/properties",
        _ => "/data",
    };

    public override string ToString() => Description;
}
