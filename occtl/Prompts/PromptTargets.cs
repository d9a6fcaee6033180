using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Prompts;

/// <summary>Where a prompt goes.</summary>
/// <param name="Server">The server; null for the usual one, or the one that has the session.</param>
/// <param name="Session">The session; null for a new one.</param>
internal sealed record PromptTarget(string? Server, string? Session)
{
    private const string SessionPrefix = "ses";

    /// <summary>What it was called by whoever named it.</summary>
    public string Name => Session ?? Server ?? "";

    /// <summary>One of several: the id of a session, or of a server, which gets a new session.</summary>
    public static PromptTarget Parse(string name)
        => name.StartsWith(SessionPrefix, StringComparison.Ordinal) ? new PromptTarget(null, name) : new PromptTarget(name, null);
}

/// <summary>Opens the sessions that prompts go to.</summary>
/// <param name="runner">The servers.</param>
internal sealed class PromptTargets(ServerRunner runner)
{
    /// <summary>Opens one. A new session keeps what the prompt's rules deny.</summary>
    /// <param name="target">Where the prompt goes.</param>
    /// <param name="request">The prompt.</param>
    /// <param name="title">The title of a new session.</param>
    /// <param name="directory">The directory of a new session; null for the server's.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<SessionHandle> OpenAsync(
        PromptTarget target, PromptRequest request, string? title, string? directory, CancellationToken cancellationToken)
    {
        SessionFinder finder = new(runner);
        if (target.Session is not null) return await finder.FindAsync(target.Server, target.Session, cancellationToken);
        SessionCreateRequest made = new() { Title = title, Permission = request.Denied.Count > 0 ? request.Denied : null };
        return await finder.CreateAsync(target.Server, made, directory, cancellationToken);
    }
}
