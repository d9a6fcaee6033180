using OpenCode.Hosting;

namespace OpenCode.Testing;

/// <summary>
/// A real OpenCode server with a scripted model in a temporary project: needs no internet and no API key, and leaves nothing behind,
/// even when the test process is killed (on Windows, folders then stay).
/// </summary>
/// <example><code>
/// await using var sandbox = await OpenCodeSandbox.StartAsync();
/// sandbox.Model.Enqueue(new ModelTurn().Text("Hello."));
/// </code></example>
public sealed class OpenCodeSandbox : IAsyncDisposable
{
    private OpenCodeSandbox(ScriptedModel model, OpenCodeServer server) => (Model, Server) = (model, server);

    /// <summary>Where the server listens.</summary>
    public Uri BaseUri => Server.BaseUri;

    /// <summary>The project directory.</summary>
    public string Directory => Server.Directory;

    /// <summary>The model that the server talks to. Its script decides what the agent does.</summary>
    public ScriptedModel Model { get; }

    /// <summary>The server.</summary>
    public OpenCodeServer Server { get; }

    /// <summary>Makes the project, starts the model and the server. Installs the pinned release first if it has to.</summary>
    /// <param name="options">What it contains; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting, and removes what was made.</param>
    public static async Task<OpenCodeSandbox> StartAsync(OpenCodeSandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new OpenCodeSandboxOptions();
        string root = System.IO.Directory.CreateTempSubdirectory("opencode-sandbox-").FullName;
        ScriptedModel? model = null;
        try
        {
            model = await ScriptedModel.StartAsync(options.Model, cancellationToken);
            await SandboxProject.CreateAsync(root, model.BaseUri, options, cancellationToken);
            OpenCodeServer server = await OpenCodeServer.StartAsync(ServerOptions(options, root), cancellationToken);
            return new OpenCodeSandbox(model, server);
        }
        catch
        {
            if (model is not null) await model.DisposeAsync();
            System.IO.Directory.Delete(root, recursive: true);
            throw;
        }
    }

    /// <summary>Stops the server and the model, and deletes the project.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Server.DisposeAsync();
        }
        finally
        {
            await Model.DisposeAsync();
        }
    }

    private static OpenCodeServerOptions ServerOptions(OpenCodeSandboxOptions options, string root) => new()
    {
        Executable = options.Executable,
        Installation = options.Installation,
        Directory = root,
        Password = options.Password,
        Environment = SandboxEnvironment(options),
        FoldersToDelete = [root],
        StartTimeout = options.StartTimeout,
    };

    private static Dictionary<string, string?> SandboxEnvironment(OpenCodeSandboxOptions options)
    {
        Dictionary<string, string?> environment = new()
        {
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
            ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
        };

        // A developer's keys would add providers, and a scripted agent has no business with them.
        foreach (string name in System.Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.EndsWith("_API_KEY", StringComparison.OrdinalIgnoreCase)) environment[name] = null;
        }

        foreach ((string name, string? value) in options.Environment) environment[name] = value;
        return environment;
    }
}
