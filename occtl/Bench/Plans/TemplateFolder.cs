using System.IO.Enumeration;

namespace OpenCode.Ctl.Bench.Plans;

/// <summary>A folder that is copied for each run.</summary>
internal static class TemplateFolder
{
    /// <summary>All files, folders and links in it, in order; what links lead to is not entered.</summary>
    public static IEnumerable<FileSystemInfo> Entries(string folder)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        FileSystemEnumerable<FileSystemInfo> entries = new(folder, static (ref e) => e.ToFileSystemInfo(), options)
        {
            ShouldRecursePredicate = static (ref e) => (e.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        return entries.OrderBy(static e => e.FullName, StringComparer.Ordinal);
    }

    /// <summary>Copies it. A <c>.git</c> that is a file is left out: it would lead back to the repository of the original.</summary>
    public static void Copy(string folder, string target)
    {
        Directory.CreateDirectory(target);
        foreach (FileSystemInfo entry in Entries(folder))
        {
            string relative = Path.GetRelativePath(folder, entry.FullName);
            string copy = Path.Combine(target, relative);
            if (entry.LinkTarget is { } link)
            {
                if (entry is DirectoryInfo) Directory.CreateSymbolicLink(copy, link);
                else File.CreateSymbolicLink(copy, link);
            }
            else if (entry is DirectoryInfo)
            {
                Directory.CreateDirectory(copy);
            }
            else if (relative != ".git")
            {
                File.Copy(entry.FullName, copy);
            }
        }
    }
}
