namespace OpenCode.Verification.Contract.States;

/// <summary>What a server must have before a request makes sense. Set up through its own API.</summary>
/// <param name="Name">The name in the pacts.</param>
/// <param name="SetUp">Makes it, and says under which names requests find its parts.</param>
internal sealed record ProviderState(string Name, Func<StateContext, CancellationToken, Task<StateValues>> SetUp)
{
    /// <summary>Whether requests only look at it, so that one serves a whole verification.</summary>
    public bool IsShared { get; init; }

    /// <summary>What it needs beyond the API.</summary>
    public ServerNeed Needs { get; init; }

    /// <summary>An operation that makes it and that not every server is to be asked for; null for none.</summary>
    public string? Uses { get; init; }
}

/// <summary>The values that a state gives to requests, by name.</summary>
internal sealed class StateValues : Dictionary<string, string>;
