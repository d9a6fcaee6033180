namespace OpenCode.Verification.Broker;

/// <summary>Where a Pact Broker is and how to talk to it.</summary>
public sealed class PactBrokerOptions
{
    /// <summary>Its address, with a path if it has one; without a user name or password.</summary>
    public required Uri BaseUri { get; init; }

    /// <summary>Who asks; null for nobody in particular. It is sent to this address only.</summary>
    public BrokerCredential? Credential { get; init; }

    /// <summary>How long one request may take. Default: 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
