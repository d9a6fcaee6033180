using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Hosting;
using OpenCode.Hosting.Folders;
using OpenCode.Hosting.Install;
using OpenCode.Verification.Matrix;

namespace OpenCode.Verification.Documents;

/// <summary>Gets documents: of a release, of a package of npm, of a running server.</summary>
public sealed class DocumentFetch
{
    private static readonly TimeSpan _serverLimit = TimeSpan.FromSeconds(30);

    /// <summary>Gets a sentence when something takes its time. Default: nobody is told.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Installs one release. Default: into the user's cache, from npm.</summary>
    public Func<string, CancellationToken, Task<OpenCodeInstallation>> Install { get; init; } = PinnedRelease.InstallAsync;

    /// <summary>Installs a release and asks its program.</summary>
    /// <param name="version">The release, such as <c>1.18.33</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DocumentException">The release cannot be installed, or has no document.</exception>
    public async Task<ReleaseDocument> OfReleaseAsync(string version, CancellationToken cancellationToken = default)
    {
        try
        {
            Progress?.Invoke($"opencode-ai {version}: installing, unless it is in the cache");
            OpenCodeInstallation installation = await Install(version, cancellationToken);
            return await PrintedAsync(installation.ExecutablePath, $"opencode-ai {version}", cancellationToken) with { Version = version };
        }
        catch (OpenCodeServerException exception)
        {
            throw new DocumentException(exception.Message, exception);
        }
    }

    /// <summary>Installs a package of npm into a temporary folder and asks its program; for forks, and for releases that are called otherwise.</summary>
    /// <param name="package">The package and its version, such as <c>@opencode/cli@2.0.0</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FormatException">That is no package with a version.</exception>
    /// <exception cref="DocumentException">The package cannot be installed, has no program, or its program has no document.</exception>
    public async Task<ReleaseDocument> OfPackageAsync(string package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        int at = package.LastIndexOf('@');
        if (at <= 0 || at == package.Length - 1 || package.StartsWith('-'))
            throw new FormatException($"'{package}' is no package with a version; write it as in @opencode/cli@2.0.0.");
        (string name, string version) = (package[..at], package[(at + 1)..]);
        await using var folder = OpenCodeTemporaryFolder.Create("package");
        try
        {
            Progress?.Invoke($"{package}: installing into a temporary folder");
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "package.json"), """{"private":true}""", cancellationToken);
            await NpmCommand.RunAsync(null, folder.Path, package, ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--include=optional", package],
                cancellationToken);
        }
        catch (OpenCodeServerException exception)
        {
            throw new DocumentException(exception.Message, exception);
        }

        string modules = Path.Combine(folder.Path, "node_modules");
        return await PrintedAsync(PackageProgram.Find(modules, name), package, cancellationToken) with
        {
            Package = package,
            Version = name == "opencode-ai" ? version : null,
        };
    }

    /// <summary>Asks a running server; when it serves a part of its document only, the release that it says it is.</summary>
    /// <param name="server">Its address; with a path, the address of the document.</param>
    /// <param name="options">Credentials and what else the client needs; the address is that of <paramref name="server"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DocumentException">The server cannot be reached, has no document, or has a part of one and is no known release.</exception>
    public async Task<ReleaseDocument> OfServerAsync(Uri server, OpenCodeClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (server.UserInfo.Length > 0) throw new FormatException("An address must not hold a password; put it into OPENCODE_SERVER_PASSWORD.");
        bool isDocument = server.AbsolutePath.Length > 1;

        // The password is that of an OpenCode server, and not for whoever has a document at some address.
        options ??= isDocument ? new OpenCodeClientOptions { Password = "" } : new OpenCodeClientOptions();
        options.BaseUri = new Uri(server, "/");
        options.Budgets = options.Budgets with { Total = _serverLimit };
        using var client = new OpenCodeClient(options);
        string path = isDocument ? server.PathAndQuery : "/doc";

        // Without the query, which may hold a secret.
        string place = $"{server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}{path.Split('?')[0]}";
        string? version = isDocument ? null : await VersionOfAsync(client, cancellationToken);
        ReleaseDocument served;
        try
        {
            served = ReleaseDocument.Parse((await client.SendRawAsync(HttpMethod.Get, path, cancellationToken: cancellationToken))
                .GetText(), place) with
            { Version = version };
        }
        catch (ApiException exception)
        {
            throw new DocumentException($"{place} gave no document: {exception.Message}", exception);
        }

        if (!served.IsPartial || version is null) return served;
        Progress?.Invoke($"{place} serves {served.OperationCount} operations, which is a part of its document only; taking that of release {version}");
        return await OfReleaseAsync(version, cancellationToken);
    }

    private static async Task<ReleaseDocument> PrintedAsync(string executable, string source, CancellationToken cancellationToken)
    {
        // On its first run a release may fail because its own folders are missing.
        string text = await PrintedDocument.ReadAsync(executable, cancellationToken);
        if (text.Length == 0) text = await PrintedDocument.ReadAsync(executable, cancellationToken);
        return ReleaseDocument.Parse(text, $"'opencode generate' of {source}");
    }

    private static async Task<string?> VersionOfAsync(OpenCodeClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Global.Health.GetAsync(cancellationToken)).Version;
        }
        catch (ApiException)
        {
            return null;
        }
    }
}
