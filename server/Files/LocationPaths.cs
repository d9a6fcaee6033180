using OpenCode.Server.Http;
using OpenCode.Server.Locations;

namespace OpenCode.Server.Files;

/// <summary>Paths of requests.</summary>
internal static class LocationPaths
{
    /// <summary>The full path of something in a folder.</summary>
    /// <exception cref="OperationException">It lies elsewhere.</exception>
    public static string Require(this ServerLocation location, string path)
    {
        string? found;
        try
        {
            found = location.Find(path);
        }
        catch (IOException e)
        {
            throw new OperationException(400, e.Message);
        }

        return found ?? throw new OperationException(403, $"'{path}' leads out of {location.Directory}. Name a path below it, or another directory.");
    }

    /// <summary>The full path of a folder in a folder.</summary>
    /// <exception cref="OperationException">It lies elsewhere, or is no folder.</exception>
    public static string RequireFolder(this ServerLocation location, string path)
        => location.Require(path) is var full && Directory.Exists(full)
            ? full
            : throw new OperationException(400, $"There is no folder '{path}' in {location.Directory}.");

    /// <summary>A path as responses name it: below the folder, with slashes, and one at the end of a folder's.</summary>
    public static string NameOf(this ServerLocation location, string full, bool isFolder)
        => Path.GetRelativePath(location.Directory, full).Replace(Path.DirectorySeparatorChar, '/') + (isFolder ? "/" : "");
}
