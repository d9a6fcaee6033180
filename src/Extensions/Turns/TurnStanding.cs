namespace OpenCode.Turns;

/// <summary>How far a turn is, as the messages of its session show.</summary>
internal enum TurnStanding
{
    /// <summary>No step has begun.</summary>
    NotBegun,

    /// <summary>A step is under way, or was torn off.</summary>
    InStep,

    /// <summary>The last step is over, and another one should follow.</summary>
    BetweenSteps,

    /// <summary>The last step was the last one.</summary>
    Finished,
}
