namespace OpenCode.Turns;

/// <summary>A value that an agent gave, and the turn that gave it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Turn">The turn, which is the last one where it took several.</param>
/// <param name="Usage">What all turns together have cost.</param>
public sealed record StructuredResult<T>(T Value, TurnResult Turn, TurnUsage Usage);
