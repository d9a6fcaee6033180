using System.Text.Json.Nodes;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>One real server for all tests of the collection, and a client whose requests all end.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    /// <summary>The limit of one test, in milliseconds. A busy machine needs several seconds for the first prompt.</summary>
    public const int TestLimit = 30_000;

    private OpenCodeSandbox? _sandbox;
    private OpenCodeClient? _client;
    private Task<LiveObjects>? _objects;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public OpenCodeSandbox Sandbox => _sandbox!;

    public OpenCodeClient Client => _client!;

    /// <summary>Sessions, messages and terminals to ask for, made once.</summary>
    public Task<LiveObjects> ObjectsAsync() => _objects ??= LiveObjects.CreateAsync(Client, Sandbox, Cancellation);

    /// <summary>A client of a server; unlike the default, even long-running requests are limited, by <see cref="Cancellation"/>.</summary>
    public static OpenCodeClient Connect(OpenCodeSandbox sandbox, string password = "") => new(new OpenCodeClientOptions
    {
        BaseUri = sandbox.BaseUri,
        Directory = sandbox.Directory,
        Password = password,
        Budgets = new RequestBudgets { Total = TimeSpan.FromMilliseconds(TestLimit) },
    });

    public async ValueTask InitializeAsync()
    {
        _sandbox = await OpenCodeSandbox.StartAsync(new OpenCodeSandboxOptions { Configure = AskForSomeTools }, Cancellation);
        _client = Connect(_sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    private static void AskForSomeTools(JsonObject config) => config["permission"] = new JsonObject
    {
        ["webfetch"] = "ask",
        ["bash"] = new JsonObject { ["*"] = "allow", ["echo guarded*"] = "ask" },
    };
}
