namespace OpenCode.Server.Sessions;

/// <summary>The titles of sessions that nobody has named.</summary>
internal static class SessionTitles
{
    /// <summary>What the title of a session begins with until its first prompt.</summary>
    public const string Default = "New session - ";
}
