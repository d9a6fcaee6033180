using System.Text.Json.Nodes;
using OpenCode.Core.Options;
using OpenCode.Testing;
using OpenCode.Testing.ContextServers;

namespace OpenCode.Contract.Tests.Live;

/// <summary>One real server for all tests of the collection, and a client whose requests all end.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    /// <summary>The limit of one test, in milliseconds. A busy machine needs several seconds for the first prompt.</summary>
    public const int TestLimit = 60_000;

    // The server downloads ripgrep when it is missing; with a proxy that nobody runs, it fails alike with internet and without.
    private static readonly Dictionary<string, string?> _offline = new() { ["HTTPS_PROXY"] = "http://127.0.0.1:9" };

    private OpenCodeSandbox? _sandbox;
    private ScriptedContextServer? _contextServer;
    private OpenCodeClient? _client;
    private OpenCodeClient? _listener;
    private Task<LiveObjects>? _objects;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public OpenCodeSandbox Sandbox => _sandbox!;

    /// <summary>A context server (MCP) that the agent can be told to use.</summary>
    public ScriptedContextServer ContextServer => _contextServer!;

    /// <summary>A client that accepts no difference between a response and the spec.</summary>
    public OpenCodeClient Client => _client!;

    /// <summary>A client that accepts differences, for the event streams, where every release has some: see <see cref="KnownDrift"/>.</summary>
    public OpenCodeClient Listener => _listener!;

    /// <summary>Sessions, messages and terminals to ask for, made once.</summary>
    public Task<LiveObjects> ObjectsAsync() => _objects ??= LiveObjects.CreateAsync(this);

    /// <summary>A client whose requests end when the test does; those that wait for nobody end by themselves.</summary>
    /// <param name="sandbox">The server.</param>
    /// <param name="password">Its password; empty for none, whatever the environment says.</param>
    /// <param name="onDrift">Receives differences between answers and spec; null: any difference is an exception.</param>
    public static OpenCodeClient Connect(OpenCodeSandbox sandbox, string password = "", Action<ResponseDrift>? onDrift = null) => new(
        new OpenCodeClientOptions
        {
            BaseUri = sandbox.BaseUri,
            Directory = sandbox.Directory,
            Password = password,
            StrictDecoding = onDrift is null,
            OnDrift = onDrift,
            Budgets = new RequestBudgets { Total = TimeSpan.FromMilliseconds(TestLimit) },
        });

    public async ValueTask InitializeAsync()
    {
        _contextServer = await ScriptedContextServer.StartAsync(Cancellation);
        _sandbox = await OpenCodeSandbox.StartAsync(
            new OpenCodeSandboxOptions { Configure = Configure, Environment = _offline, PublicModels = true },
            Cancellation);
        _client = Connect(_sandbox);
        _listener = Connect(_sandbox, onDrift: static _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _listener?.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        if (_contextServer is not null) await _contextServer.DisposeAsync();
    }

    private void Configure(JsonObject config)
    {
        config["permission"] = new JsonObject
        {
            ["webfetch"] = "ask",
            ["bash"] = new JsonObject { ["*"] = "allow", ["echo guarded*"] = "ask" },
        };

        // Part of the configuration, not added later: what was added is forgotten whenever the server reloads the project.
        config["mcp"] = new JsonObject { ["scripted"] = new JsonObject { ["type"] = "remote", ["url"] = ContextServer.Address.ToString() } };
    }
}
