using OpenCode.Hosting;
using OpenCode.Hosting.Folders;

namespace OpenCode.Testing;

/// <summary>
/// A real OpenCode server with a scripted model in a temporary project: needs no internet and no API key, and leaves nothing behind,
/// even when the test process is killed (on Windows, the next one deletes the folders then).
/// </summary>
/// <example><code>
/// await using var sandbox = await OpenCodeSandbox.StartAsync();
/// sandbox.Model.Enqueue(new ModelTurn().Text("Hello."));
/// </code></example>
public sealed class OpenCodeSandbox : IAsyncDisposable
{
    private const int StartsAgain = 20;

    private static readonly TimeSpan _untilPortIsFree = TimeSpan.FromMilliseconds(500);

    private readonly OpenCodeSandboxOptions _options;

    // Owns the folders, however often the server is replaced.
    private readonly OpenCodeServer _first;
    private readonly OpenCodeTemporaryFolder _root;
    private readonly ModelCatalog? _catalog;

    private OpenCodeSandbox(
        OpenCodeSandboxOptions options, OpenCodeTemporaryFolder root, ModelCatalog? catalog, ScriptedModel model, OpenCodeServer server)
        => (_options, _root, _catalog, Model, Server, _first) = (options, root, catalog, model, server, server);

    /// <summary>Where the server listens.</summary>
    public Uri BaseUri => Server.BaseUri;

    /// <summary>The project directory.</summary>
    public string Directory => Server.Directory;

    /// <summary>The model that the server talks to. Its script decides what the agent does.</summary>
    public ScriptedModel Model { get; }

    /// <summary>The server; another one after <see cref="RestartServerAsync"/>.</summary>
    public OpenCodeServer Server { get; private set; }

    /// <summary>Makes the project, starts the model and the server. Installs the pinned release first if it has to.</summary>
    /// <param name="options">What it contains; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting, and removes what was made.</param>
    public static async Task<OpenCodeSandbox> StartAsync(OpenCodeSandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new OpenCodeSandboxOptions();
        OpenCodeTemporaryFolder root = MakeRoot();
        ScriptedModel? model = null;
        ModelCatalog? catalog = null;
        try
        {
            if (!options.PublicModels) catalog = ModelCatalog.CreateEmpty();
            model = await ScriptedModel.StartAsync(options.Model, cancellationToken);
            await SandboxProject.CreateAsync(root.Path, model.BaseUri, options, cancellationToken);
            OpenCodeServer server = await OpenCodeServer.StartAsync(
                ServerOptions(options, catalog, root.Path, 0, null, [root.Path, .. catalog?.Folders ?? []]), cancellationToken);
            return new OpenCodeSandbox(options, root, catalog, model, server);
        }
        catch
        {
            if (model is not null) await model.DisposeAsync();
            if (catalog is not null) await catalog.DisposeAsync();
            await root.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops the server and starts it again at the same address, with the same project, home and sessions, as an update or a crash
    /// would. In between, connections are refused.
    /// </summary>
    /// <param name="whileStopped">Runs while nothing listens; null for nothing.</param>
    /// <param name="cancellationToken">Gives up starting; there is no server then.</param>
    public async Task RestartServerAsync(Func<Task>? whileStopped = null, CancellationToken cancellationToken = default)
    {
        await Server.StopAsync(cancellationToken);
        if (Server != _first) await Server.DisposeAsync();
        if (whileStopped is not null) await whileStopped();
        Server = await StartAgainAsync(cancellationToken);
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
            await _first.DisposeAsync();
            await Model.DisposeAsync();
            if (_catalog is not null) await _catalog.DisposeAsync();
            await _root.DisposeAsync();
        }
    }

    // While nothing listens, the system may lend the port to somebody's connection for a moment.
    private async Task<OpenCodeServer> StartAgainAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await OpenCodeServer.StartAsync(ServerOptions(_options, _catalog, Directory, BaseUri.Port, _first.Home, []), cancellationToken);
            }
            catch (OpenCodeServerException exception) when (exception.Failure == OpenCodeServerFailure.PortTaken && attempt < StartsAgain)
            {
                await Task.Delay(_untilPortIsFree, cancellationToken);
            }
        }
    }

    private static OpenCodeTemporaryFolder MakeRoot()
    {
        try
        {
            return OpenCodeTemporaryFolder.Create("sandbox");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotBeMade(exception);
        }
    }

    private static IOException CannotBeMade(Exception cause) => new(
        $"No temporary project can be made in '{Path.GetTempPath()}' ({cause.Message.TrimEnd('.')}). Make that folder writable and free space there, or let "
        + $"{(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")} name another.", cause);

    private static OpenCodeServerOptions ServerOptions(
        OpenCodeSandboxOptions options, ModelCatalog? catalog, string root, int port, string? home, IReadOnlyList<string> foldersToDelete) => new()
        {
            Executable = options.Executable,
            Installation = options.Installation,
            Directory = root,
            Port = port,
            Home = home,
            Password = options.Password,
            Environment = SandboxEnvironment(options, catalog),
            FoldersToDelete = foldersToDelete,
            StartTimeout = options.StartTimeout,
        };

    private static Dictionary<string, string?> SandboxEnvironment(OpenCodeSandboxOptions options, ModelCatalog? catalog)
    {
        Dictionary<string, string?> environment = new()
        {
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
            ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
        };
        if (catalog is not null) environment[ModelCatalog.Variable] = catalog.File;

        // A developer's keys would add providers, and a scripted agent has no business with them.
        foreach (string name in System.Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.EndsWith("_API_KEY", StringComparison.OrdinalIgnoreCase)) environment[name] = null;
        }

        foreach ((string name, string? value) in options.Environment) environment[name] = value;
        return environment;
    }
}
