namespace OpenCode.Hosting;

/// <summary>Finds the pinned package and the cache from where the program runs.</summary>
internal static class InstallationPlace
{
    public static string FindPackageFolder()
    {
        string[] starts = [Environment.CurrentDirectory, AppContext.BaseDirectory];
        foreach (string start in starts)
        {
            foreach (string folder in Upwards(start))
            {
                string candidate = Path.Combine(folder, "spec");
                if (PinnedPackage.IsPinnedBy(candidate)) return candidate;
            }
        }

        throw new OpenCodeServerException(
            OpenCodeServerFailure.NotInstalled,
            $"No pinned OpenCode release found: neither '{starts[0]}' nor '{starts[1]}' nor a folder above them has "
            + "spec/package.json with spec/package-lock.json. Set OpenCodeInstallationOptions.PackageFolder or .Version, "
            + "or OpenCodeServerOptions.Executable to an opencode that is already installed.");
    }

    public static string DefaultCacheFolder(string? packageFolder)
    {
        string? repository = Upwards(packageFolder ?? Environment.CurrentDirectory).FirstOrDefault(IsRepository);
        if (repository is not null) return Path.Combine(repository, ".cache", "opencode");

        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
        {
            cache = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return Path.Combine(cache, "opencodegen");
    }

    // In a linked worktree `.git` is a file.
    private static bool IsRepository(string folder) =>
        Directory.Exists(Path.Combine(folder, ".git")) || File.Exists(Path.Combine(folder, ".git"));

    private static IEnumerable<string> Upwards(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
