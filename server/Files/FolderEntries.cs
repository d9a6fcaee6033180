using OpenCode.Server.Locations;

namespace OpenCode.Server.Files;

/// <summary>Something in a folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FullPath">Its full path.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal sealed record FolderEntry(string Name, string FullPath, bool IsFolder);

/// <summary>Lists what is directly in a folder.</summary>
internal static class FolderEntries
{
    /// <summary>Folders first, then by name. Links that lead out are left out: nobody could read them here.</summary>
    public static IReadOnlyList<FolderEntry> Of(ServerLocation location, string folder)
    {
        var all = new List<FolderEntry>();
        foreach (FileSystemInfo found in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            bool isFolder = (found.Attributes & FileAttributes.Directory) != 0;
            if ((found.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                if (TargetIn(location, found.FullName) is not { } target) continue;
                isFolder = Directory.Exists(target);
            }

            all.Add(new FolderEntry(found.Name, found.FullName, isFolder));
        }

        return
        [
            .. all.OrderBy(static e => !e.IsFolder)
                .ThenBy(static e => e.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static e => e.Name, StringComparer.Ordinal),
        ];
    }

    private static string? TargetIn(ServerLocation location, string link)
    {
        try
        {
            return location.Find(link) is { } target && Path.Exists(target) ? target : null;
        }
        catch (IOException)
        {
            // A circle of links.
            return null;
        }
    }
}
