namespace OpenCode.Verification;

/// <summary>A server that somebody else started, and how to reach it.</summary>
public sealed record RunningServer
{
    /// <summary>Where it listens, for example <c>http://127.0.0.1:4096</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The user name that goes with <see cref="Password"/>. Default: <c>opencode</c>.</summary>
    public string UserName { get; init; } = OpenCodeCredential.DefaultUserName;

    /// <summary>Its password; empty, the default, for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>The folder of the project to work in, as the server calls it; null, the default, for the one that the server works in.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Whether it is also asked for what changes the server for everybody who uses it, or ends something: settings, sign-ins, context servers, worktrees,
    /// what somebody types in a terminal interface. Some of that is not undone. Nothing is ever asked of its models.
    /// </summary>
    public bool AllowsDestructive { get; init; }

    /// <summary>All but the password.</summary>
    public override string ToString() => $"{nameof(RunningServer)} {{ Address = {Address}, UserName = {UserName}, Directory = {Directory} }}";
}
