namespace OpenCode.Core.Options;

/// <summary>What to do about an address that is refused: sentences that name the options of a client, which the runtime does not know.</summary>
public sealed record ServerAddressAdvice
{
    /// <summary>Advice that fits every client.</summary>
    public static ServerAddressAdvice General { get; } = new();

    /// <summary>What to do about a user name or a password in the address.</summary>
    public string Credentials { get; init; } = "Remove them from the URI and give them to the client's options, which send them to this server only.";

    /// <summary>What to do about a query or a fragment in the address.</summary>
    public string Parameters { get; init; } = "Remove it, and set parameters in the client's options.";
}
