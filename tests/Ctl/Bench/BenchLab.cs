using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Tests.Running;
using OpenCode.Hosting;
using OpenCode.Hosting.Folders;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Bench;

/// <summary>The built tool with scripted models, real servers in homes of their own, and a benchmark to run. Whatever it starts is ended.</summary>
internal sealed class BenchLab : IAsyncDisposable
{
    private readonly OpenCodeTemporaryFolder _root;
    private readonly ScriptedModel _model;
    private readonly string _executable;

    private BenchLab(OpenCodeTemporaryFolder root, ScriptedModel model, string executable) => (_root, _model, _executable) = (root, model, executable);

    public string Results => PathOf("results");

    public string ResultsFile => Path.Combine(Results, "results.jsonl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes one.</summary>
    /// <param name="respond">Plays the models.</param>
    /// <param name="models">Their names.</param>
    /// <param name="servers">For how many servers there are homes.</param>
    public static async Task<BenchLab> CreateAsync(Func<ModelRequest, ModelTurn?> respond, string[] models, int servers)
    {
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(cancellationToken: Token);
        ScriptedModel model = await ScriptedModel.StartAsync(new ScriptedModelOptions { Respond = respond }, Token);
        BenchLab lab = new(OpenCodeTemporaryFolder.Create("bench"), model, installation.ExecutablePath);
        lab.Write("models.json", "{}");
        lab.Write("opencode.json", Settings(model.BaseUri, models).ToJsonString());
        for (int number = 1; number <= servers; number++) OcctlProcess.MakeHome(lab.PathOf($"home{number}"));

        return lab;
    }

    public string PathOf(string relative) => Path.Combine(_root.Path, relative);

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), text);
    }

    /// <summary>The servers of a benchmark's file.</summary>
    public JsonObject Servers(int count) => new()
    {
        ["start"] = count,
        ["executable"] = _executable,
        ["home"] = "home{server}",
        ["config"] = "opencode.json",
        ["time_limit"] = "3m",
        ["env"] = new JsonObject
        {
            ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
            ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
            ["OPENCODE_MODELS_PATH"] = PathOf("models.json"),
        },
    };

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using Process process = Begin(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token), errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Begins a command.</summary>
    public Process Begin(params string[] arguments)
    {
        Process process = OcctlProcess.Start(PathOf("data"), _root.Path, arguments);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The servers that the tool knows.</summary>
    public async Task<string[]> ServersAsync() => (await RunAsync("list", "--quiet")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonObject[] Lines() => [.. File.ReadAllLines(ResultsFile).Select(static l => (JsonObject)JsonNode.Parse(l)!)];

    /// <summary>The trajectory of a run.</summary>
    public JsonObject Trajectory(JsonObject line)
        => JsonNode.Parse(File.ReadAllText(Path.Combine(Results, "trajectories", $"{line["run"]!.GetValue<string>()}.json")))!.AsObject();

    public async ValueTask DisposeAsync()
    {
        using Process stop = Begin("stop", "--all", "--force");
        await stop.WaitForExitAsync(CancellationToken.None);
        await _model.DisposeAsync();
        await _root.DisposeAsync();
    }

    private static JsonObject Settings(Uri model, string[] names) => new()
    {
        ["model"] = $"scripted/{names[0]}",
        ["small_model"] = $"scripted/{names[0]}",
        ["autoupdate"] = false,
        ["share"] = "disabled",
        ["provider"] = new JsonObject
        {
            ["scripted"] = new JsonObject
            {
                ["npm"] = "@ai-sdk/openai-compatible",
                ["options"] = new JsonObject { ["baseURL"] = model.ToString(), ["apiKey"] = "x" },
                ["models"] = new JsonObject(names.Select(static n => KeyValuePair.Create(
                    n, (JsonNode?)new JsonObject { ["name"] = n, ["cost"] = new JsonObject { ["input"] = 100, ["output"] = 1000 } }))),
            },
        },
    };
}
