namespace OpenCode.Server.Processes;

/// <summary>Finds programs by their names.</summary>
internal static class ProgramPath
{
    private static readonly string[] _suffixes = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ".com"] : [""];

    /// <summary>The full path of a program.</summary>
    /// <param name="name">Its name, or a path from the root of the disk.</param>
    /// <param name="path">The folders to look in, as the variable <c>PATH</c> has them; null for those of this process.</param>
    /// <returns>Null when it is not there.</returns>
    /// <remarks>
    /// .NET looks in the current folder first, which is often the project: whatever is called <c>git</c> there is not what is meant. So only full paths
    /// count.
    /// </remarks>
    public static string? Find(string name, string? path = null)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)) return null;
        if (Path.IsPathFullyQualified(name)) return IsProgram(name) ? name : null;
        if (name.AsSpan().ContainsAny('/', '\\')) return null;
        string all = path ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        return all.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(f => _suffixes.Select(s => Path.Combine(f, name + s)))
            .FirstOrDefault(IsProgram);
    }

    /// <summary>Whether a file can be run.</summary>
    public static bool IsProgram(string file)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
