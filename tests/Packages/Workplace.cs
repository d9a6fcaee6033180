using OpenCode.Workbench;

namespace OpenCode.Packages.Tests;

/// <summary>A folder of somebody who has the packages and not the repository.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="PackageCache">Where NuGet keeps what it has restored.</param>
/// <param name="Home">Where the SDK keeps what it remembers.</param>
internal sealed record Workplace(string Folder, string PackageCache, string Home)
{
    /// <summary>Variables of the environment of what is run here.</summary>
    public Dictionary<string, string?> Variables { get; } = new()
    {
        ["NUGET_PACKAGES"] = PackageCache,
        ["DOTNET_CLI_HOME"] = Home,

        // Servers of OpenCode are big, and the clone has one.
        ["OPENCODEGEN_CACHE"] = Environment.GetEnvironmentVariable("OPENCODEGEN_CACHE") ?? Clone.InRoot(".cache/opencode"),
    };

    /// <summary>The full path of something here.</summary>
    public string PathOf(string relative) => Path.Combine(Folder, relative);

    /// <summary>Writes a file.</summary>
    public Task WriteAsync(string name, string content, CancellationToken cancellationToken)
        => File.WriteAllTextAsync(PathOf(name), content, cancellationToken);

    /// <summary>Runs a program here.</summary>
    /// <returns>Its exit code, and everything that it printed.</returns>
    public Task<(int Code, string Output)> TryAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
        => ShellCommand.TryAsync(Folder, command, Variables, cancellationToken);

    /// <summary>Runs a program here that has to succeed.</summary>
    /// <returns>Everything that it printed.</returns>
    public Task<string> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
        => ShellCommand.RunAsync(Folder, command, Variables, cancellationToken);

    /// <summary>Does what a page says: runs its commands, and writes its files where they stand in between.</summary>
    /// <param name="page">The page.</param>
    /// <param name="arguments">What follows <c>dotnet run</c>.</param>
    /// <param name="cancellationToken">Ends what runs.</param>
    /// <returns>What the commands printed, one after the other.</returns>
    public async Task<string> FollowAsync(Instructions page, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string folder = Folder;
        List<string> printed = [];
        foreach (Instructions.Step step in page.Steps)
        {
            if (step.File is { } file)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, file.Name), file.Content, cancellationToken);
            }
            else if (step.Project is { } addition)
            {
                string project = Directory.GetFiles(folder, "*.csproj").Single();
                string text = await File.ReadAllTextAsync(project, cancellationToken);
                await File.WriteAllTextAsync(project, text.Replace("</Project>", addition + "</Project>", StringComparison.Ordinal), cancellationToken);
            }
            else if (step.Command is ["cd", string name])
            {
                folder = Path.Combine(folder, name);
            }
            else
            {
                IEnumerable<string> more = step.Command is ["dotnet", "run"] ? arguments : [];
                printed.Add(await ShellCommand.RunAsync(folder, [.. step.Command, .. more], Variables, cancellationToken));
            }
        }

        return string.Join('\n', printed);
    }
}
