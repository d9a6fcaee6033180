namespace OpenCode.Verification.Broker;

/// <summary>The version of a consumer that pacts belong to.</summary>
public sealed record ConsumerVersion
{
    /// <summary>The version, for example a commit.</summary>
    public required string Number { get; init; }

    /// <summary>The branch it is of; null for none.</summary>
    public string? Branch { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the build can be looked at; null for nowhere.</summary>
    public Uri? BuildUri { get; init; }
}
