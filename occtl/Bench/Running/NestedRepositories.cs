namespace OpenCode.Ctl.Bench.Running;

/// <summary>Repositories in a directory, put aside while git looks at its files: it would take each for one thing, or refuse one without a commit.</summary>
internal sealed class NestedRepositories : IDisposable
{
    /// <summary>What they are called meanwhile; git must ignore it.</summary>
    public const string Aside = ".git-put-aside-by-occtl";

    private const string Git = ".git";

    private static readonly EnumerationOptions _everywhere = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
        MatchType = MatchType.Simple,
    };

    private readonly List<string> _found;

    private NestedRepositories(List<string> found) => _found = found;

    /// <summary>Puts them aside until the result is disposed of.</summary>
    /// <param name="directory">The directory, whose own repository stays.</param>
    public static NestedRepositories PutAside(string directory)
    {
        string own = Path.Combine(directory, Git);
        NestedRepositories moved = new([]);
        try
        {
            foreach (string repository in Directory.GetFileSystemEntries(directory, Git, _everywhere))
            {
                if (repository == own || repository.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
                Directory.Move(repository, Renamed(repository));
                moved._found.Add(repository);
            }

            return moved;
        }
        catch
        {
            moved.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (string repository in _found) Directory.Move(Renamed(repository), repository);
    }

    private static string Renamed(string repository) => Path.Combine(Path.GetDirectoryName(repository)!, Aside);
}
