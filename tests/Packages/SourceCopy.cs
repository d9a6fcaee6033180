using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>
/// A clone of the repository in a folder of its own, with what the working tree has changed, and with the address that the repository has on
/// GitHub, so that its packages are those of a release.
/// </summary>
internal sealed class SourceCopy
{
    private static readonly Dictionary<string, string?> _nothing = [];

    private SourceCopy(string root) => Root = root;

    public string Root { get; }

    /// <summary>The folder that `pack` writes into.</summary>
    public string Packages => Path.Combine(Root, "artifacts", "package", "release");

    public static async Task<SourceCopy> CreateAsync(string root, CancellationToken cancellationToken)
    {
        await ShellCommand.RunAsync(Clone.Root, ["git", "clone", "--quiet", "--no-hardlinks", Clone.Root, root], _nothing, cancellationToken);
        await ShellCommand.RunAsync(
            root, ["git", "remote", "set-url", "origin", "https://github.com/OpenCodeGen/OpenCodeGen.git"], _nothing, cancellationToken);
        string listed = await ShellCommand.RunAsync(
            Clone.Root, ["git", "-c", "core.quotepath=off", "ls-files", "--modified", "--deleted", "--others", "--exclude-standard"],
            _nothing, cancellationToken);
        foreach (string file in listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct())
        {
            string target = Path.Combine(root, file);
            if (!File.Exists(Clone.InRoot(file)))
            {
                File.Delete(target);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Clone.InRoot(file), target, overwrite: true);
        }

        return new SourceCopy(root);
    }

    /// <summary>Runs the verb that a release is packed with.</summary>
    public async Task PackAsync(CancellationToken cancellationToken)
    {
        string[] verb = OperatingSystem.IsWindows() ? ["pwsh", "-File", "build.ps1"] : ["bash", "build.sh"];

        // The build of the repository has been looked at by the analyzers already; they change nothing in a package.
        await ShellCommand.RunAsync(Root, [.. verb, "pack", "-v", "quiet", "-nologo", "-p:RunAnalyzers=false"], _nothing, cancellationToken);
    }

    /// <summary>Packs some projects as that verb does.</summary>
    public async Task PackAsync(IReadOnlyList<string> projects, CancellationToken cancellationToken)
    {
        string time = (await ShellCommand.RunAsync(Root, ["git", "log", "-1", "--format=%ct"], _nothing, cancellationToken)).Trim();
        Dictionary<string, string?> epoch = new() { ["SOURCE_DATE_EPOCH"] = time };
        foreach (string project in projects)
        {
            string[] pack = ["dotnet", "pack", project, "-c", "Release", "-v", "quiet", "-nologo"];
            await ShellCommand.RunAsync(Root, [.. pack, "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false"], epoch, cancellationToken);
        }
    }
}
