namespace OpenCodeGen.Overlays;

/// <summary>An overlay that cannot be read or applied; the message names it, the action and the way out.</summary>
public sealed class OverlayException(string message) : Exception(message)
{
    /// <summary>The name of the overlay's file; null until it is known.</summary>
    public string? Overlay { get; init; }
}
