namespace OpenCode.Contract.Tests.Attacks;

/// <summary>What a client must do about one behaviour of a server.</summary>
/// <param name="Behavior">The behaviour's name.</param>
/// <param name="Call">What is called: get, list, prompt, text, binary, raw, live, durable.</param>
/// <param name="Outcome">How the call ends, as a pattern for the whole text: <c>value</c>, <c>seen</c>, <c>Api 500</c>, <c>Timeout Total</c> …</param>
internal sealed record AttackRow(string Behavior, string Call, string Outcome)
{
    /// <summary>Within how many seconds it ends on a machine that does nothing else.</summary>
    public double Within { get; init; } = 5;

    /// <summary>How often the request may arrive.</summary>
    public int MostRequests { get; init; } = 3;

    /// <summary>The events that the caller sees, as a pattern for the whole text; null for any.</summary>
    public string? Seen { get; init; }

    /// <summary>After how many seconds the caller leaves a stream that has not brought what he waits for.</summary>
    public double Patience { get; init; } = 5;

    /// <summary>Whether the client asks for compression, which it does not on the same machine.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>What names the row in the list of tests.</summary>
    public string Name => $"{Call}: {Behavior}{(IsCompressed ? " (compressed)" : "")}";
}
