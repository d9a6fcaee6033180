namespace CiJobSample;

/// <summary>What the command line says.</summary>
internal sealed record JobSettings
{
    /// <summary>What to do; empty when it comes from standard input.</summary>
    public required string Prompt { get; init; }

    /// <summary>The server; null for one of the sample's own.</summary>
    public Uri? Server { get; init; }

    /// <summary>The project directory on the server; null for the server's.</summary>
    public string? Directory { get; init; }

    /// <summary>The model; null for the server's.</summary>
    public string? Model { get; init; }

    /// <summary>Rules for what is permitted.</summary>
    public required IReadOnlyList<string> Allow { get; init; }

    /// <summary>Rules for what is not, which are stronger.</summary>
    public required IReadOnlyList<string> Deny { get; init; }

    /// <summary>How long the turn may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many US dollars it may cost; null for no limit.</summary>
    public decimal? MostCost { get; init; }

    /// <summary>Whether the result is printed as JSON.</summary>
    public bool PrintsJson { get; init; }

    /// <summary>Whether the changes are printed.</summary>
    public bool PrintsDiff { get; init; }
}
