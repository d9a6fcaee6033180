using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Prompts;

/// <summary>Finds where prompts go.</summary>
/// <param name="runner">The servers.</param>
internal sealed class PromptTargets(Runner runner)
{
    private const string SessionPrefix = "ses";

    /// <summary>One session; a new one where none is named.</summary>
    public async Task<SessionHandles> OpenAsync(string? server, string? session, SessionCreateRequest made, CancellationToken cancellationToken)
    {
        SessionFinder finder = new(runner);
        return new SessionHandles([session is null
            ? await finder.CreateAsync(server, made, null, cancellationToken)
            : await finder.FindAsync(server, session, cancellationToken)]);
    }

    /// <summary>Several: ids of sessions, and of servers, which get a new session each.</summary>
    public async Task<SessionHandles> OpenAsync(IReadOnlyList<string> targets, SessionCreateRequest made, CancellationToken cancellationToken)
    {
        List<SessionHandle> open = [];
        try
        {
            foreach (string target in targets)
            {
                bool isSession = target.StartsWith(SessionPrefix, StringComparison.Ordinal);
                open.Add((await OpenAsync(isSession ? null : target, isSession ? target : null, made, cancellationToken)).All[0]);
            }

            return new SessionHandles(open);
        }
        catch
        {
            foreach (SessionHandle handle in open) handle.Dispose();
            throw;
        }
    }
}
