using OpenCode.Testing;
using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>Each package, alone in a fresh folder with an empty package cache, does what its own readme says.</summary>
[Trait("Category", "Packages")]
public sealed class ReadmeTests(PackageFeed feed)
{
    private const string Greeting = "Hello from the script.";

    // Their programs need a server that runs already.
    private static readonly string[] _withAddress =
        ["OpenCodeGen.Client", "OpenCodeGen.Client.DependencyInjection", "OpenCodeGen.Kiota", "OpenCodeGen.Runtime"];

    private static readonly string[] _conversation =
        ["runs bash: {", "bash gave README.md", "There is one file, README.md.", "Completed: 30 tokens in 2 steps"];

    /// <summary>The package, and what its program prints.</summary>
    public static TheoryData<string, string[]> Programs => new()
    {
        { "OpenCodeGen.Client", ["OpenCode 1.", Greeting] },
        { "OpenCodeGen.Client.DependencyInjection", ["OpenCode 1."] },
        { "OpenCodeGen.Hosting", ["\"healthy\":true"] },
        { "OpenCodeGen.Testing", ["There is one file, README.md."] },
        { "OpenCodeGen.Runtime", ["OK: {", "\"healthy\":true"] },
        { "OpenCodeGen.Pact", ["{\"article\":7,\"left\":3}", "kept in pacts"] },
        { "OpenCodeGen.Verification", ["Verifying", " held, 0 drifted"] },
        { "OpenCodeGen.Ctl", ["running", "stopped"] },
        { "OpenCodeGen.Tool", ["verifying", "✓ held"] },
        { "OpenCodeGen.Kiota", ["OpenCode 1.", "Hello, 20", "connected"] },
        { "OpenCodeGen.WireMock", ["OpenCode 1.2.3", "session.create: 503 Service Unavailable", "Hello", "3 requests, 0 unexpected"] },
        { "OpenCodeGen.Build", ["Rex is available.", "The store says: no such pet"] },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Programs))]
    public async Task A_package_does_what_its_readme_says(string package, string[] printed)
    {
        Workplace workplace = await feed.CreateWorkplaceAsync(package);
        PackedPackage packed = (await feed.PackagesAsync()).Single(p => p.Id == package);
        Instructions readme = Instructions.Read(System.Text.Encoding.UTF8.GetString(packed.Entries["README.md"]));
        await using OpenCodeSandbox? sandbox =
            _withAddress.Contains(package) ? await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation) : null;
        sandbox?.Model.Enqueue(new ModelTurn().Text(Greeting));
        await using PetStore store = new();
        Uri? address = sandbox?.BaseUri ?? (package == "OpenCodeGen.Build" ? store.Address : null);

        string output = await workplace.FollowAsync(readme, address is null ? [] : ["--", address.ToString()], Cancellation);

        Assert.All(printed, p => Assert.Contains(p, output, StringComparison.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task The_page_for_beginners_leads_to_a_first_response()
    {
        Workplace workplace = await feed.CreateWorkplaceAsync("getting-started");

        string output = await workplace.FollowAsync(
            Instructions.Read(await File.ReadAllTextAsync(Clone.InRoot("docs/getting-started.md"), Cancellation)), [], Cancellation);

        Assert.All(_conversation, line => Assert.Contains(line, output, StringComparison.Ordinal));
    }

    [Fact(Timeout = 600_000)]
    public async Task Without_a_setting_releases_are_kept_where_the_platform_keeps_caches()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Where the user's cache is cannot be said to a process on other systems, without moving NuGet's too.");
        Workplace workplace = await feed.CreateWorkplaceAsync("cache-of-the-platform");
        string cache = Path.Combine(workplace.Folder, "xdg");
        (workplace.Variables["XDG_CACHE_HOME"], workplace.Variables["OPENCODEGEN_CACHE"]) = (cache, null);
        PackedPackage packed = (await feed.PackagesAsync()).Single(static p => p.Id == "OpenCodeGen.Hosting");

        await workplace.FollowAsync(Instructions.Read(System.Text.Encoding.UTF8.GetString(packed.Entries["README.md"])), [], Cancellation);

        Assert.Contains(Directory.GetDirectories(Path.Combine(cache, "opencodegen")), static d => File.Exists(Path.Combine(d, ".installed")));
    }

    [Fact]
    public async Task Every_package_has_a_program_here()
        => Assert.Equal((await feed.PackagesAsync()).Select(static p => p.Id), Programs.Select(static row => row.Data.Item1).Order(StringComparer.Ordinal));
}
