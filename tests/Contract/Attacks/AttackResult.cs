namespace OpenCode.Contract.Tests.Attacks;

/// <summary>How a call of a client in a process of its own ended.</summary>
/// <param name="Outcome">The result or the kind of the exception.</param>
/// <param name="Seconds">How long the call took.</param>
/// <param name="PeakMegabytes">The largest resident set of the process.</param>
/// <param name="Leaks">Whether the exception's text holds the password.</param>
/// <param name="Seen">The events, for a stream.</param>
/// <param name="Text">The exception's text.</param>
internal sealed record AttackResult(string Outcome, double Seconds, double PeakMegabytes, bool Leaks, string Seen, string Text)
{
    /// <summary>How often the request arrived.</summary>
    public int Requests { get; init; }

    public override string ToString()
        => $"{Outcome} after {Seconds:0.0} s, {PeakMegabytes:0} MB, {Requests} requests{(Leaks ? ", with the password in its text" : "")}; seen: '{Seen}'\n{Text}";
}
