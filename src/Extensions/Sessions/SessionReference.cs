namespace OpenCode.Sessions;

/// <summary>What another process needs to go on with a session. Can be serialized.</summary>
/// <param name="Id">The id of the session.</param>
/// <param name="Directory">Its project directory on the server; null when it is the client's.</param>
public sealed record SessionReference(string Id, string? Directory = null);
