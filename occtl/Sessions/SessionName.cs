namespace OpenCode.Ctl.Sessions;

/// <summary>A session as somebody names it.</summary>
/// <param name="Server">The server; null for the one that has it.</param>
/// <param name="Session">Its id or the beginning of it; null for the newest.</param>
internal sealed record SessionName(string? Server, string? Session);

/// <summary>A session that was found.</summary>
/// <param name="Server">The id of its server.</param>
/// <param name="Session">Its id.</param>
internal sealed record SessionPlace(string Server, string Session);
