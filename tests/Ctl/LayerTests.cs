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

    // A benchmark's files, its results and its runs. What was found is in Statistics, and printed by Reports; a plan that cannot be is said by the command.
    private static readonly string[] _bench =
    [
        .. new[] { "Results", "Running", "Trajectories" }.Select(static r => $"{Ctl}Bench.{r}."),
        .. new[] { "BenchPlan", "PlanReader" }.Select(static t => $"{Ctl}Bench.Plans.{t}"),
    ];

    private static readonly string[] _above = [$"{Ctl}Commands.", $"{Ctl}Printing.", $"{Ctl}Running."];

    private static readonly string[] _rooms =
    [
        "Approvals", "Bench", "Commands", "Help", "Notifications", "Printing", "Prompts", "Rules", "Running", "Servers", "Sessions", "Settings",
        "Waiting", "Worktrees",
    ];

    /// <summary>The folder, and what it does not use.</summary>
    public static TheoryData<string, string[]> Layers { get; } = new()
    {
        { "Commands", [$"{Ctl}Store.", .. _work, .. _client, .. _bench, "OpenCode.Turns.", "OpenCode.Approvals.", "OpenCode.Hosting."] },
        { "Printing", [$"{Ctl}Store.", .. _work, .. _client, $"{Ctl}Commands.", $"{Ctl}Running."] },
        { "Help", [$"{Ctl}Store.", .. _work, .. _client, $"{Ctl}Commands.", $"{Ctl}Running."] },
        { "Store", [.. _rooms.Select(static r => $"{Ctl}{r}."), .. _client] },
        { "Servers", _above },
        { "Sessions", _above },
        { "Prompts", _above },
        { "Waiting", _above },
        { "Approvals", _above },
        { "Settings", _above },
        { "Worktrees", _above },
        { "Running", [$"{Ctl}Commands.", $"{Ctl}Printing.", .. _client] },
        { "Bench.Plans", [$"{Ctl}Store.", .. Rooms("Bench", "Waiting"), .. _client] },
        { "Bench.Running", _above },
        { "Bench.Results", [.. Rooms("Bench"), .. _client] },
        { "Bench.Statistics", [$"{Ctl}Store.", .. Rooms("Bench", "Servers"), .. _work, .. _client] },
        { "Bench.Reports", [$"{Ctl}Store.", .. Rooms("Bench", "Printing"), .. _bench[1..], .. _client] },
        { "Bench.Trajectories", [$"{Ctl}Store.", .. Rooms("Bench"), .. _client] },
        { "Bench", [$"{Ctl}Commands.", $"{Ctl}Running."] },
        { "Rules", [.. Rooms("Rules"), $"{Ctl}Store.", .. _client] },
        { "Notifications", [.. Rooms("Notifications"), $"{Ctl}Store.", .. _client] },
    };

    /// <summary>Each folder, and all rooms that the store must not know.</summary>
    [Fact]
    public void No_folder_is_without_a_layer()
    {
        IEnumerable<string> namespaces = typeof(Occtl).Assembly.GetTypes().Select(static t => t.Namespace).OfType<string>();
        string[] folders = [.. namespaces.Where(static n => n.StartsWith(Ctl, StringComparison.Ordinal)).Select(static n => n[Ctl.Length..].Split('.')[0])
            .Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(folders, Layers.Select(static l => l.Data.Item1).Where(static f => !f.Contains('.')).Order(StringComparer.Ordinal));
        Assert.Equal(folders.Except(["Store"]), _rooms.Order(StringComparer.Ordinal));
    }

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

    /// <summary>The same for benchmarks.</summary>
    [Fact]
    public void The_work_of_benchmarks_uses_what_commands_leave_alone()
        => Assert.All(_bench.Except([$"{Ctl}Bench.Trajectories."]), static b => Assert.NotEmpty(FolderUses.Find("occtl", $"{Ctl}Bench", b)));

    private static IEnumerable<string> Rooms(params string[] but) => _rooms.Except(but).Select(static r => $"{Ctl}{r}.");
}
