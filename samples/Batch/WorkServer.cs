using System.Text.Json.Nodes;
using OpenCode;
using OpenCode.Hosting;
using OpenCode.Testing;

namespace BatchSample;

/// <summary>A server that works on prompts: one that is there, or one with a scripted model, whose home stays when this program ends.</summary>
internal sealed class WorkServer : IAsyncDisposable
{
    private readonly OpenCodeServer? _server;

    private WorkServer(int number, OpenCodeServer? server, OpenCodeClient client) => (Number, _server, Client) = (number, server, client);

    public int Number { get; }

    public OpenCodeClient Client { get; }

    public static WorkServer At(int number, Uri address) => new(number, null, new OpenCodeClient(address));

    /// <summary>Starts a server with the project and the home that it had before.</summary>
    public static async Task<WorkServer> StartAsync(int number, string folder, ScriptedModel model, CancellationToken cancellationToken)
    {
        string own = Path.Combine(folder, $"server-{number}");
        string home = Path.Combine(own, "home");
        string project = Directory.CreateDirectory(Path.Combine(own, "project")).FullName;
        SkipPluginPackage(home);
        OpenCodeServer server = await OpenCodeServer.StartAsync(
            new OpenCodeServerOptions
            {
                Home = home,
                Directory = project,

                // Not in a file of the project: the model has another port in every run.
                ConfigJson = Config(model.BaseUri).ToJsonString(),
                Environment = new Dictionary<string, string?>
                {
                    ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
                    ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
                    ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
                    ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
                },
            },
            cancellationToken);
        return new WorkServer(number, server, new OpenCodeClient(new OpenCodeClientOptions { BaseUri = server.BaseUri, Directory = project }));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    // A server in a home of its own gets a package for plugins from npm at its first request. This sample has no plugins, and needs no network: OpenCode
    // 1.18.33 takes these for the result of the installation.
    private static void SkipPluginPackage(string home)
    {
        string settings = Path.Combine(home, ".config", "opencode");
        Directory.CreateDirectory(Path.Combine(settings, "node_modules"));
        const string Mark = """{ "lockfileVersion": 3, "packages": { "": { "dependencies": { "@opencode-ai/plugin": "*" } } } }""";
        File.WriteAllText(Path.Combine(settings, "package-lock.json"), Mark);
    }

    private static JsonObject Config(Uri model) => new()
    {
        ["model"] = $"scripted/{ScriptedModel.ModelName}",
        ["small_model"] = $"scripted/{ScriptedModel.ModelName}",
        ["share"] = "disabled",
        ["provider"] = new JsonObject
        {
            ["scripted"] = new JsonObject
            {
                ["npm"] = "@ai-sdk/openai-compatible",
                ["options"] = new JsonObject { ["baseURL"] = model.ToString(), ["apiKey"] = "x" },
                ["models"] = new JsonObject { [ScriptedModel.ModelName] = new JsonObject { ["name"] = "Scripted" } },
            },
        },
    };
}
