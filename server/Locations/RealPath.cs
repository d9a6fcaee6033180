namespace OpenCode.Server.Locations;

/// <summary>Where a path really leads.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private static readonly StringComparison _comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The path without symbolic links in any of its parts; parts that do not exist stay as they are.</summary>
    /// <param name="path">A full path.</param>
    public static string Of(string path)
    {
        int links = 0;
        return Follow(Path.GetFullPath(path), ref links);
    }

    /// <summary>Whether a path is a folder, or lies below it.</summary>
    public static bool IsBelow(string path, string folder)
        => path.Equals(folder, _comparison)
            || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, _comparison);

    private static string Follow(string path, ref int links)
    {
        string root = Path.GetPathRoot(path)!;
        string real = root;
        foreach (string part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            string? target = LinkTarget(next);
            if (target is not null && ++links > MostLinks) throw new IOException($"'{path}' leads through more than {MostLinks} symbolic links.");
            real = target is null ? next : Follow(Path.GetFullPath(target, real), ref links);
        }

        return real;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
