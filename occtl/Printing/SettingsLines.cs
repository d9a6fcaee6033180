using System.Globalization;
using OpenCode.Models;

namespace OpenCode.Ctl.Printing;

/// <summary>Agents and models, as people read them.</summary>
internal static class SettingsLines
{
    public static void WriteAgents(TextWriter output, IReadOnlyList<Agent> agents)
    {
        TextTable table = new("agent", "mode", "model", "description");
        foreach (Agent agent in agents)
            table.Add(agent.Name, agent.Mode.Value, agent.Model is { } model ? $"{model.ProviderId}/{model.ModelId}" : "", agent.Description ?? "");
        table.Write(output);
    }

    public static void WriteModels(TextWriter output, IReadOnlyList<Model> models)
    {
        TextTable table = new("model", "context", "input $", "output $", "name");
        foreach (Model model in models)
            table.Add($"{model.ProviderId}/{model.Id}", Number(model.Limit.Context), Number(model.Cost.Input), Number(model.Cost.Output), model.Name);
        table.Write(output);
    }

    /// <summary>Rules as they are typed, one a line.</summary>
    public static void WriteRules(TextWriter output, IReadOnlyList<PermissionRule> rules)
    {
        if (rules.Count == 0) output.WriteLine("The session has no rules of its own.");
        foreach (PermissionRule rule in rules) output.WriteLine(Rule(rule));
    }

    public static string Rule(PermissionRule rule) => TerminalText.SafeLine($"{rule.Action.Value}:{rule.Permission}:{rule.Pattern}");

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
