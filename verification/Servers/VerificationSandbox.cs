using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Hosting;
using OpenCode.Testing;
using OpenCode.Testing.ContextServers;
using OpenCode.Verification.Contract.States;
using OpenCode.Verification.Outcomes;
using OpenCode.Verification.Recording;

namespace OpenCode.Verification.Servers;

/// <summary>A server of the release with everything a verification needs around it: model, context server, states, and a proxy that records.</summary>
internal sealed class VerificationSandbox : VerifiedServer
{
    private readonly OpenCodeInstallation _installation;

    // Without one, nobody would be refused, and refusing is part of the contract.
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private VerificationSandbox(OpenCodeInstallation installation) => _installation = installation;

    public OpenCodeSandbox Sandbox { get; private set; } = null!;

    public override Uri BaseUri => Sandbox.BaseUri;

    public override string Directory => Sandbox.Directory;

    public override IReadOnlyDictionary<string, string> Headers => new Dictionary<string, string>
    {
        ["Authorization"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{OpenCodeCredential.DefaultUserName}:{_password}"))}",
    };

    public override string MissingFolder => Path.Combine(Sandbox.Server.Home, "missing");

    protected override (string UserName, string Password) Credentials => (OpenCodeCredential.DefaultUserName, _password);

    public static async Task<VerificationSandbox> StartAsync(
        OpenCodeInstallation installation, RecordingProxyOptions recording, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var made = new VerificationSandbox(installation);
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
                    PublicModels = true,
                    Password = made._password
                },
                cancellationToken));
            await ModelClientDownload.InstallAsync(installation.Version, made.Sandbox.Server.Home, cancellationToken);
            made.Client = made.Connect(made.Sandbox.BaseUri);
            made.Proxy = made.Own(await RecordingProxy.StartAsync(made.Sandbox.BaseUri, recording, cancellationToken));
            made.States = made.Own(await StateServer.StartAsync(
                () => new StateContext(made.Client, made.Directory, new OwnResources(made.Sandbox.Model, contextServer, made.Directory)), cancellationToken));
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    public override Task<OfferedOperations> ReadOfferedAsync(CancellationToken cancellationToken)
        => OfferedOperations.ReadAsync(_installation, Client, cancellationToken);

    public override Task<T> WhileItLastsAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
        => new ServerLife(Sandbox.Server, _installation.Version).WhileItLastsAsync(action, cancellationToken);

    // It goes with the server.
    public override string MakePlainFolder()
    {
        DirectoryInfo folder = System.IO.Directory.CreateDirectory(Path.Combine(Sandbox.Server.Home, "plain"));
        File.WriteAllText(Path.Combine(folder.FullName, "opencode.json"), """{"agent":{"bare":{"mode":"subagent"}},"command":{"bare":{"template":"hello"}}}""");
        return folder.FullName;
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
}
