using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Hosting;
using OpenCode.Testing;
using OpenCode.Testing.ContextServers;
using OpenCode.Verification.Contract.States;
using OpenCode.Verification.Recording;

namespace OpenCode.Verification.Servers;

/// <summary>A server of the release with everything a verification needs around it: model, context server, states, and a proxy that records.</summary>
internal sealed class VerificationSandbox : IAsyncDisposable
{
    /// <summary>No request to a server takes longer, or it counts as unanswered.</summary>
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);

    private readonly Stack<IAsyncDisposable> _parts = [];

    // Without one, nobody would be refused, and refusing is part of the contract.
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private VerificationSandbox()
    {
    }

    public OpenCodeSandbox Sandbox { get; private set; } = null!;

    /// <summary>Stands between the core and the server, and records.</summary>
    public RecordingProxy Proxy { get; private set; } = null!;

    public StateServer States { get; private set; } = null!;

    /// <summary>Goes straight to the server and forgives differences.</summary>
    public OpenCodeClient Client { get; private set; } = null!;

    public static async Task<VerificationSandbox> StartAsync(
        OpenCodeInstallation installation, RecordingProxyOptions recording, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var made = new VerificationSandbox();
        try
        {
            string search = await SearchProgram.EnsureAsync(progress, cancellationToken);
            ScriptedContextServer contextServer = made.Own(await ScriptedContextServer.StartAsync(cancellationToken));
            made.Sandbox = made.Own(await OpenCodeSandbox.StartAsync(
                new OpenCodeSandboxOptions
                {
                    Installation = installation,
                    Configure = config => Configure(config, contextServer),
                    Environment = Environment(search),
                    Password = made._password
                },
                cancellationToken));
            await ModelClientDownload.InstallAsync(installation.Version, made.Sandbox.Server.Home, cancellationToken);
            made.Client = made.Connect(made.Sandbox.BaseUri);
            made.Proxy = made.Own(await RecordingProxy.StartAsync(made.Sandbox.BaseUri, recording, cancellationToken));
            made.States = made.Own(await StateServer.StartAsync(made.Sandbox, made.Client, contextServer, cancellationToken));
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a request needs to be let in.</summary>
    public string Authorization => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"opencode:{_password}"))}";

    /// <summary>A client for the server, straight or through the proxy.</summary>
    public OpenCodeClient Connect(Uri address) => new(new OpenCodeClientOptions
    {
        BaseUri = address,
        Directory = Sandbox.Directory,
        Password = _password,
        Budgets = new RequestBudgets { Total = RequestLimit },
    });

    /// <summary>A folder that is not there.</summary>
    public string MissingFolder => Path.Combine(Sandbox.Server.Home, "missing");

    /// <summary>Makes a folder that is no repository, and whose settings say little; it goes with the server.</summary>
    public string MakePlainFolder()
    {
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(Sandbox.Server.Home, "plain"));
        File.WriteAllText(Path.Combine(folder.FullName, "opencode.json"), """{"agent":{"bare":{"mode":"subagent"}},"command":{"bare":{"template":"hello"}}}""");
        return folder.FullName;
    }

    /// <summary>Makes a session; null where the server does not.</summary>
    public async Task<string?> TryMakeSessionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Client.Session.PostAsync(new(), cancellationToken: cancellationToken)).Id;
        }
        catch (ApiException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        while (_parts.TryPop(out IAsyncDisposable? part)) await part.DisposeAsync();
    }

    private static Dictionary<string, string?> Environment(string search) => new()
    {
        // A proxy that nobody runs: what needs the internet fails alike with and without it.
        ["HTTPS_PROXY"] = "http://127.0.0.1:9",
        ["PATH"] = string.Join(Path.PathSeparator, [search, System.Environment.GetEnvironmentVariable("PATH") ?? ""]),
        ["OPENCODE_EXPERIMENTAL_WORKSPACES"] = "1",
    };

    private static void Configure(JsonObject config, ScriptedContextServer contextServer)
    {
        config["permission"] = new JsonObject
        {
            ["webfetch"] = "ask",
            ["bash"] = new JsonObject { ["*"] = "allow", ["echo guarded*"] = "ask" },
        };
        config["mcp"] = new JsonObject { ["scripted"] = new JsonObject { ["type"] = "remote", ["url"] = contextServer.Address.ToString() } };
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
