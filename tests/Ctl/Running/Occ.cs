using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Hosting;
using OpenCode.Hosting.Folders;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Running;

/// <summary>The built tool, run as a process, with a store, a home, a project and a scripted model of its own. Whatever it starts is ended.</summary>
internal sealed class Occ : IAsyncDisposable
{
    private readonly OpenCodeTemporaryFolder _root;

    private Occ(OpenCodeTemporaryFolder root, ScriptedModel? model, string executable) => (_root, Model, Executable) = (root, model!, executable);

    public ScriptedModel Model { get; }

    /// <summary>The server's program.</summary>
    public string Executable { get; }

    public string Data => Path.Combine(_root.Path, "data");

    public string Home => Path.Combine(_root.Path, "home");

    public string Project => Path.Combine(_root.Path, "project");

    public string Config => Path.Combine(_root.Path, "opencode.json");

    public string StoreFile => Path.Combine(Data, "store.json");

    /// <summary>What 'start' needs to reach the model and nothing of this user's.</summary>
    public string[] ServerOptions =>
    [
        "--directory", Project, "--home", Home, "--config", Config, "--executable", Executable,
        "--env", "OPENCODE_DISABLE_MODELS_FETCH=1", "--env", "OPENCODE_DISABLE_AUTOUPDATE=1",
        "--env", "OPENCODE_DISABLE_DEFAULT_PLUGINS=1", "--env", $"OPENCODE_MODELS_PATH={Path.Combine(_root.Path, "models.json")}",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>With a real server and a scripted model.</summary>
    public static async Task<Occ> CreateAsync(ScriptedModelOptions? model = null)
    {
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(cancellationToken: Token);
        ScriptedModel started = await ScriptedModel.StartAsync(model ?? new ScriptedModelOptions(), Token);
        Occ occ = new(OpenCodeTemporaryFolder.Create("occtl"), started, installation.ExecutablePath);
        occ.MakeFolders();
        await File.WriteAllTextAsync(occ.Config, Settings(started.BaseUri).ToJsonString(), Token);
        return occ;
    }

    /// <summary>With a program in the place of the server, for what would take too many of those.</summary>
    public static Occ WithProgram(string script)
    {
        OpenCodeTemporaryFolder root = OpenCodeTemporaryFolder.Create("occtl");
        string program = Path.Combine(root.Path, "program");
        File.WriteAllText(program, script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Occ occ = new(root, null, program);
        occ.MakeFolders();
        File.WriteAllText(occ.Config, "{}");
        return occ;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<Said> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    /// <summary>Starts a server, and gives its id.</summary>
    public async Task<string> StartAsync(params string[] more)
    {
        Said said = await RunAsync(["start", .. ServerOptions, "--timeout", "3m", .. more]);
        Assert.True(said.Code == 0, said.Errors);
        return said.Output.Trim();
    }

    /// <summary>Runs a command with something on its standard input, and with variables beside the usual ones.</summary>
    public Task<Said> RunAsync(string[] arguments, string? input, params IReadOnlyList<(string Name, string Value)> environment)
        => EndAsync(OcctlProcess.Start(Data, Project, arguments, environment), input);

    /// <summary>Runs a command with another store.</summary>
    public Task<Said> RunElsewhereAsync(string data, string[] arguments, params IReadOnlyList<(string Name, string Value)> environment)
        => EndAsync(OcctlProcess.Start(data, Project, arguments, environment), null);

    /// <summary>Waits for a command's end.</summary>
    public static async Task<Said> EndAsync(Process begun, string? input = null)
    {
        using Process process = begun;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(Token);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Token);
        return new Said(process.ExitCode, await output, await errors);
    }

    /// <summary>Begins a command.</summary>
    public Process Begin(params string[] arguments) => OcctlProcess.Start(Data, Project, arguments);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(StoreFile))
        {
            using Process stop = Begin("stop", "--all", "--force");
            await stop.WaitForExitAsync(CancellationToken.None);
            using Process cleanup = Begin("cleanup", "--idle", "0", "--force");
            await cleanup.WaitForExitAsync(CancellationToken.None);
        }

        if (Model is not null) await Model.DisposeAsync();
        await _root.DisposeAsync();
    }

    private void MakeFolders()
    {
        Directory.CreateDirectory(Project);
        File.WriteAllText(Path.Combine(Project, "README.md"), "# Project\n");
        File.WriteAllText(Path.Combine(_root.Path, "models.json"), "{}");
        OcctlProcess.MakeHome(Home);
    }

    private static JsonObject Settings(Uri model) => new()
    {
        ["model"] = $"scripted/{ScriptedModel.ModelName}",
        ["small_model"] = $"scripted/{ScriptedModel.ModelName}",
        ["autoupdate"] = false,
        ["share"] = "disabled",
        ["permission"] = new JsonObject { ["bash"] = "ask", ["edit"] = "ask" },
        ["provider"] = new JsonObject
        {
            ["scripted"] = new JsonObject
            {
                ["npm"] = "@ai-sdk/openai-compatible",
                ["options"] = new JsonObject { ["baseURL"] = model.ToString(), ["apiKey"] = "x" },
                ["models"] = new JsonObject
                {
                    [ScriptedModel.ModelName] = new JsonObject { ["name"] = "Scripted", ["cost"] = new JsonObject { ["input"] = 1000, ["output"] = 1000 } },
                },
            },
        },
    };
}

/// <summary>What a command said.</summary>
internal sealed record Said(int Code, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code}\n{Output}\n{Errors}");
}
