namespace OpenCode.Turns;

/// <summary>How much a turn may take before it is aborted; sub-agents count.</summary>
public sealed record TurnLimits
{
    /// <summary>The limits that hold where none are given: five retries of the model, and nothing else.</summary>
    public static TurnLimits Default { get; } = new();

    /// <summary>How long the turn may take, from when its prompt is sent. Null, the default, for no limit.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long nothing may happen, while nobody is being asked for a permission or an answer. Null, the default, for no limit.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>How many tokens, of all kinds, the turn may use. Known after each step only, so it can be exceeded by one. Null, the default, for no
    /// limit.</summary>
    public long? Tokens { get; init; }

    /// <summary>How much money, in US dollars, the turn may cost. Known after each step only. Null, the default, for no limit.</summary>
    public decimal? Cost { get; init; }

    /// <summary>
    /// How often in a row the server may try a failing model again; it waits 2, 4, 8, 16 … seconds, and would go on for ever. 5 by default, which is about a
    /// minute; null for no limit.
    /// </summary>
    public int? Retries { get; init; } = 5;

    internal void Validate()
    {
        Positive(Duration, nameof(Duration));
        Positive(Silence, nameof(Silence));
        if (Tokens <= 0) throw Refused(nameof(Tokens), Tokens);
        if (Cost <= 0) throw Refused(nameof(Cost), Cost);
        if (Retries < 0) throw new ArgumentException($"{nameof(Retries)} is {Retries}, but must not be negative. Use null for no limit.");
    }

    private static void Positive(TimeSpan? value, string name)
    {
        if (value <= TimeSpan.Zero) throw Refused(name, value);
    }

    private static ArgumentException Refused(string name, object? value) => new($"The limit {name} is {value}, but must be positive. Use null for no limit.");
}
