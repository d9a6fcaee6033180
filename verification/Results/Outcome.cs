namespace OpenCode.Verification.Results;

/// <summary>What a verification found out about an operation or an event.</summary>
public enum Outcome
{
    /// <summary>The server answered as the client's spec promises, but for differences that are known and explained.</summary>
    Held,

    /// <summary>The server answered something else.</summary>
    Drifted,

    /// <summary>The release has no such operation or event.</summary>
    Absent,

    /// <summary>No answer could be had that would prove anything; the reason says why.</summary>
    NotReachable,
}
