using System.Text.Json.Nodes;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Static;

/// <summary>A pact, and the requests in it. The comparator does not look at messages.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Content">What it says.</param>
internal sealed record CommittedPact(string File, JsonNode Content)
{
    /// <summary>The description and the status of every request.</summary>
    public IReadOnlyList<(string Interaction, int Status)> Requests { get; } =
    [
        .. Content["interactions"]!.AsArray()
            .Where(static i => (string?)i!["type"] == "Synchronous/HTTP")
            .Select(static i => ((string)i!["description"]!, (int)i["response"]!["status"]!)),
    ];

    /// <summary>Every pact of the repository.</summary>
    public static IReadOnlyList<CommittedPact> ReadAll() =>
    [
        .. Directory.GetFiles(Path.Combine(Clone.Root, "tests", "Contract", "pacts"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(static f => new CommittedPact(Path.GetFileName(f), JsonNode.Parse(System.IO.File.ReadAllText(f))!)),
    ];

    /// <summary>A copy that has nothing but one interaction.</summary>
    public CommittedPact Only(string interaction)
    {
        JsonNode copy = Content.DeepClone();
        JsonNode only = copy["interactions"]!.AsArray().Single(i => (string?)i!["description"] == interaction)!.DeepClone();
        copy["interactions"] = new JsonArray(only);
        return new CommittedPact(File, copy);
    }
}
