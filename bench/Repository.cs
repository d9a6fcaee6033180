namespace OpenCode.Benchmarks;

/// <summary>Where the files of this repository are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenCodeGen.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No OpenCodeGen.sln above {AppContext.BaseDirectory}: run the benchmarks from a clone.");
    }
}
