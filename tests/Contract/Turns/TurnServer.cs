using System.Diagnostics;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Hosting;
using OpenCode.Sessions;
using OpenCode.Testing;
using OpenCode.Turns;

[assembly: AssemblyFixture(typeof(TurnServer))]

namespace OpenCode.Contract.Tests.Turns;

/// <summary>A server for tests of turns: each test has a session of its own, and says what the model answers there.</summary>
public sealed class TurnServer : IAsyncLifetime
{
    // The tests of turns against another release than the pinned one: OPENCODE_TURNS_RELEASE=1.17.19 dotnet test tests/Contract --filter …Turns
    private const string ReleaseVariable = "OPENCODE_TURNS_RELEASE";

    private static readonly string? _release = Environment.GetEnvironmentVariable(ReleaseVariable) is { Length: > 0 } version ? version : null;

    private readonly TurnScripts _scripts = new();
    private readonly SemaphoreSlim _starting = new(1);
    private OpenCodeSandbox? _sandbox;

    /// <summary>Whether the release asks the model again without a word, and its diffs of a prompt are late or those of another.</summary>
    public static bool IsOld { get; } = _release is not null && Version.Parse(_release) <= new Version(1, 14, 41);

    /// <summary>The server; started when the first test asks.</summary>
    public async Task<OpenCodeSandbox> SandboxAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _sandbox ??= await StartAsync(_scripts, TestContext.Current.CancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task<OpenCodeClient> ClientAsync()
    {
        OpenCodeSandbox sandbox = await SandboxAsync();
        return new OpenCodeClient(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory });
    }

    /// <summary>
    /// Makes a project of its own in that of the server: a diff was once empty while tests beside wrote into the same project.
    /// </summary>
    /// <returns>Its directory.</returns>
    public async Task<string> ProjectAsync()
    {
        string project = (await SandboxAsync()).Directory;
        string own = Directory.CreateDirectory(Path.Combine(project, $"project-{Guid.NewGuid():N}")).FullName;
        File.Copy(Path.Combine(project, "opencode.json"), Path.Combine(own, "opencode.json"));
        string[][] commands =
        [
            ["init", "--quiet"],
            ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "--message", "First"],
        ];
        foreach (string[] command in commands)
        {
            ProcessStartInfo start = new("git", command) { WorkingDirectory = own };

            // A test run inside a git hook inherits GIT_DIR, and would commit to the wrong repository.
            foreach (string name in start.Environment.Keys.Where(static k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
                start.Environment.Remove(name);
            using Process git = Process.Start(start)!;
            await git.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, git.ExitCode);
        }

        return own;
    }

    /// <summary>Says what the model answers to a prompt, step by step, and makes the prompt.</summary>
    public string Prompt(params ModelTurn[] steps) => _scripts.Prompt(steps);

    /// <summary>Says what the model answers to a prompt and to those that follow it without a script of their own, and makes the prompt.</summary>
    public string Conversation(params string[] responses) => _scripts.Conversation(responses);

    /// <summary>How often the model was asked for the steps of a prompt.</summary>
    public int Asked(string prompt) => _scripts.Asked(prompt);

    /// <summary>The release that these tests, and those of terminals, run on; null for the pinned one.</summary>
    internal static async Task<OpenCodeInstallation?> InstallationAsync(CancellationToken cancellationToken)
        => _release is null ? null : await OpenCodeInstallation.EnsureAsync(new() { Version = _release }, cancellationToken);

    /// <summary>Starts a server whose model answers prompts by their text, and which has been used once: the first prompt of a server takes seconds.</summary>
    internal static async Task<OpenCodeSandbox> StartAsync(TurnScripts scripts, CancellationToken cancellationToken)
    {
        OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(
            new() { Installation = await InstallationAsync(cancellationToken), Model = new() { Respond = scripts.Respond } }, cancellationToken);
        await using OpenCodeClient client = new(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory });
        OpenCodeSession session = await client.Sessions.CreateAsync("Warm up", cancellationToken);
        await session.Prompt(scripts.Prompt(new ModelTurn().Text("Warm.")), new TurnOptions(), cancellationToken);
        return sandbox;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }
}
