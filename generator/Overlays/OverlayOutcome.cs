namespace OpenCodeGen.Overlays;

/// <summary>What an action did to a document.</summary>
/// <param name="Action">The action.</param>
/// <param name="Selected">How many places its target selected.</param>
/// <param name="Changed">The JSON pointers of those that are not what they were.</param>
public sealed record OverlayOutcome(OverlayAction Action, int Selected, IReadOnlyList<string> Changed)
{
    /// <summary>Whether the document is the same as without it.</summary>
    public bool ChangedNothing => Changed.Count == 0;
}
