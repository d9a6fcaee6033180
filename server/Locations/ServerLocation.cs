namespace OpenCode.Server.Locations;

/// <summary>The folder that a request is about.</summary>
/// <param name="Directory">Its full path, as clients compare it: without symbolic links, and without a separator at the end.</param>
public sealed record ServerLocation(string Directory)
{
    /// <summary>The full path of something in the folder, which may not lead out of it.</summary>
    /// <param name="path">A path as a request gives it: below the folder, or absolute.</param>
    /// <returns>The full path; null when it lies elsewhere, also by a symbolic link.</returns>
    public string? Find(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) return null;
        string full = RealPath.Of(Path.GetFullPath(path, Directory));
        return RealPath.IsBelow(full, Directory) ? full : null;
    }
}
