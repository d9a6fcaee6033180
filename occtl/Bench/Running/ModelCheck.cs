using OpenCode.CommandLine.Mistakes;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Models;

namespace OpenCode.Ctl.Bench.Running;

/// <summary>Finds out, before anything costs money, whether the servers know the models and agents.</summary>
internal static class ModelCheck
{
    // Where a project has settings of its own, only the server in that project knows what it knows.
    private static readonly string[] _settings = ["opencode.json", "opencode.jsonc", ".opencode"];

    /// <exception cref="PlanException">They do not.</exception>
    public static async Task RunAsync(BenchPlan plan, OpenCodeClient client, CancellationToken cancellationToken)
    {
        if (plan.Tasks.Any(static t => t.Directory is { } folder && _settings.Any(s => Path.Exists(Path.Combine(folder, s))))) return;
        ConfigProvidersResponse known = await client.Config.Providers.GetAsync(cancellationToken);
        string[] agents = [.. (await client.Agent.GetAsync(cancellationToken)).Select(static a => a.Name)];
        List<string> problems = [];
        for (int i = 0; i < plan.Models.Count; i++)
        {
            BenchModel model = plan.Models[i];
            int slash = model.Model.IndexOf('/', StringComparison.Ordinal);
            (string provider, string id) = (model.Model[..slash], model.Model[(slash + 1)..]);
            if (known.Providers.FirstOrDefault(p => p.Id == provider) is not { } found)
                problems.Add($"models[{i}].model: the server has no provider '{provider}'{Hint(provider, known.Providers.Select(static p => p.Id))}");
            else if (!found.Models.ContainsKey(id))
                problems.Add($"models[{i}].model: the provider '{provider}' has no model '{id}'{Hint(id, found.Models.Keys)}");
            if (model.Agent is { } agent && !agents.Contains(agent, StringComparer.Ordinal))
                problems.Add($"models[{i}].agent: the server has no agent '{agent}'{Hint(agent, agents)}");
        }

        if (problems.Count > 0) throw new PlanException(plan.File, problems);
    }

    private static string Hint(string name, IEnumerable<string> names)
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        if (SimilarName.Find(name, all) is { } similar) return $"; did you mean '{similar}'?";
        return all.Length == 0 ? "; it has none: set up its credentials, or its settings." : $"; it has {string.Join(", ", all.Take(8))}{(all.Length > 8 ? ", …" : "")}.";
    }
}
