using OpenCode.Ctl.Rules;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Store;
using OpenCode.Models;

namespace OpenCode.Ctl.Approvals;

/// <summary>What an agent may want to do.</summary>
/// <param name="Permission">The kind of permission.</param>
/// <param name="Pattern">What it is wanted for.</param>
internal sealed record TrialRequest(string Permission, string Pattern)
{
    public string? Server { get; init; }

    /// <summary>The agent; null for that of the session or the server.</summary>
    public string? Agent { get; init; }

    /// <summary>A session whose rules count as well; null for none.</summary>
    public string? Session { get; init; }
}

/// <summary>What would be said to it.</summary>
/// <param name="Action"><c>allow</c>, <c>ask</c> or <c>deny</c>.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Rule">The rule that decides; null when none fits.</param>
internal sealed record Trial(string Action, string Agent, PermissionRule? Rule);

/// <summary>The rules for permissions that sessions and agents have.</summary>
/// <param name="runner">The servers.</param>
internal sealed class PolicyWork(ServerRunner runner)
{
    private const string UsualAgent = "build";

    private readonly SessionFinder _finder = new(runner);

    /// <summary>Adds rules to those of a session, and reads them all.</summary>
    public async Task<IReadOnlyList<PermissionRule>> AddAsync(SessionName name, IReadOnlyList<string> rules, CancellationToken cancellationToken)
    {
        IReadOnlyList<PermissionRule> added = RuleTexts.Read(rules);
        using SessionHandle handle = await _finder.FindAsync(name.Server, name.Session, cancellationToken);
        if (added.Count == 0) return (await handle.Session.GetInfoAsync(cancellationToken)).Permission ?? [];
        SessionUpdateRequest update = new() { Permission = added };
        Session session = await handle.Session.Requests.PatchAsync(update, handle.InDirectory, cancellationToken);
        await runner.TouchAsync(handle.Entry, cancellationToken);
        return session.Permission ?? [];
    }

    /// <summary>Says whether an agent may do something.</summary>
    /// <exception cref="NotFoundException">There is no such agent.</exception>
    public async Task<Trial> TryAsync(TrialRequest request, CancellationToken cancellationToken)
    {
        using SessionHandle? handle = request.Session is { } name ? await _finder.FindAsync(request.Server, name, cancellationToken) : null;
        ServerEntry entry = handle?.Entry ?? await runner.Finder.FindAsync(request.Server, cancellationToken);
        using OpenCodeClient client = runner.Connection.Open(entry);
        Session? info = handle is null ? null : await handle.Session.GetInfoAsync(cancellationToken);
        string agent = request.Agent ?? info?.Agent ?? entry.Agent ?? UsualAgent;
        IReadOnlyList<Agent> agents = await client.Agent.GetAsync(cancellationToken: cancellationToken);
        Agent chosen = agents.FirstOrDefault(a => a.Name == agent)
            ?? throw new NotFoundException($"{entry.Id} has no agent '{agent}'; there are {string.Join(", ", agents.Select(static a => a.Name))}.");
        PermissionRule? rule = PermissionTrial.Decide([.. chosen.Permission, .. info?.Permission ?? []], request.Permission, request.Pattern);
        return new Trial(rule?.Action.Value ?? PermissionAction.Ask.Value, agent, rule);
    }
}
