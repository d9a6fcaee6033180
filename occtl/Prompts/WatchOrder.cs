using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Prompts;

/// <summary>What a process in the background is to wait for, and whom it tells.</summary>
/// <param name="Server">The server's id.</param>
/// <param name="Session">The session.</param>
/// <param name="Directory">Where the session works; null for the server's own directory.</param>
/// <param name="After">The newest message from before the prompt; null for none.</param>
/// <param name="Targets">Commands for the shell, and URLs.</param>
/// <param name="Name">What its files are called.</param>
internal sealed record WatchOrder(string Server, string Session, string? Directory, string? After, IReadOnlyList<string> Targets, string Name)
{
    /// <summary>The variable that has it: only this user can read the environment of a process.</summary>
    public const string Variable = "_OCCTL_WATCH";

    /// <summary>The order of this process, which those that it starts do not see; null for none.</summary>
    public static WatchOrder? Take()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return null;
        Environment.SetEnvironmentVariable(Variable, null);
        JsonNode json = JsonNode.Parse(text)!;
        return new WatchOrder(
            (string)json["server"]!, (string)json["session"]!, (string?)json["directory"], (string?)json["after"],
            [.. json["targets"]!.AsArray().Select(static t => (string)t!)], (string)json["name"]!);
    }

    public JsonObject ToJson() => new()
    {
        ["server"] = Server,
        ["session"] = Session,
        ["directory"] = Directory,
        ["after"] = After,
        ["targets"] = new JsonArray([.. Targets.Select(static t => (JsonNode)t)]),
        ["name"] = Name,
    };
}
