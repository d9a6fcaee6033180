using OpenCode.Workbench.Architecture;

namespace OpenCode.Ctl.Tests;

/// <summary>The command line only parses and prints; a runner does the work over the client and hosting; the store persists, and only the runner's side uses
/// it.</summary>
public sealed class LayerTests
{
    private const string Ctl = "OpenCode.Ctl.";

    // What models hold is no work: commands and their output may see it.
    private static readonly string[] _client = ["OpenCode.OpenCodeClient", "OpenCode.OpenCodeClientOptions", "OpenCode.Sessions.", "OpenCode.Requests."];

    // Whatever opens, asks or ends a server.
    private static readonly string[] _work =
        [.. new[] { "Runner", "Connection", "Probe", "Finder", "Starter", "Ending", "Cleanup", "Log" }.Select(static t => $"{Ctl}Servers.Server{t}")];

    private static readonly string[] _rooms =
    [
        "Approvals", "Bench", "Commands", "Help", "Notifications", "Printing", "Prompts", "Rules", "Running", "Servers", "Sessions", "Settings",
        "Waiting", "Worktrees",
    ];

    /// <summary>The folder, and what it does not use.</summary>
    public static TheoryData<string, string[]> Layers { get; } = new()
    {
        { "Commands", [$"{Ctl}Store.", .. _work, .. _client, "OpenCode.Turns.", "OpenCode.Approvals.", "OpenCode.Hosting."] },
        { "Printing", [$"{Ctl}Store.", .. _work, .. _client, $"{Ctl}Commands.", $"{Ctl}Running."] },
        { "Help", [$"{Ctl}Store.", .. _work, .. _client, $"{Ctl}Commands.", $"{Ctl}Running."] },
        { "Store", [.. _rooms.Select(static r => $"{Ctl}{r}."), .. _client] },
        { "Servers", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Sessions", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Prompts", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Waiting", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Approvals", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Settings", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Worktrees", [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."] },
        { "Running", [$"{Ctl}Commands.", $"{Ctl}Printing.", .. _client] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_folder_leaves_alone_what_is_not_its_layer(string folder, string[] forbidden)
        => Assert.Empty(FolderUses.Find("occtl", Ctl + folder, forbidden));

    /// <summary>A table whose names are wrong would find nothing, too.</summary>
    [Theory]
    [InlineData("OpenCode.OpenCodeClient")]
    [InlineData("OpenCode.Sessions.")]
    [InlineData("OpenCode.Requests.")]
    [InlineData($"{Ctl}Store.")]
    [InlineData($"{Ctl}Servers.ServerRunner")]
    [InlineData($"{Ctl}Servers.ServerFinder")]
    public void Whoever_works_uses_what_the_others_leave_alone(string used) => Assert.NotEmpty(FolderUses.Find("occtl", $"{Ctl}Sessions", used));
}
