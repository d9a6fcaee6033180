namespace OpenCode.Verification;

/// <summary>Reads the files beside a HAR file that it names, and no others: a recording comes from elsewhere, and may name anything.</summary>
internal sealed class HarBodyFiles(string harPath)
{
    private const long Longest = 1 << 30;

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(harPath))!;

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its path from the folder of the HAR file.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="problem">What goes on a sentence about the body, when it cannot be read.</param>
    public bool TryRead(string name, out byte[] bytes, out string problem)
    {
        bytes = [];
        string quoted = $"is said to be in the file '{name}'";
        try
        {
            string path = Path.GetFullPath(Path.Combine(_folder, name));
            if (Path.IsPathRooted(name) || !IsInside(path))
            {
                problem = $"{quoted}, outside the folder of the recording; it was not read";
                return false;
            }

            var file = new FileInfo(path);
            if (!file.Exists)
            {
                problem = $"{quoted}, which is missing: keep the files of a recording beside it";
                return false;
            }

            // Also where a part of the path is a link.
            if (!IsInside(Resolve(path)))
            {
                problem = $"{quoted}, a link to a place outside the folder of the recording; it was not read";
                return false;
            }

            if (file.Length > Longest)
            {
                problem = $"{quoted}, which is longer than a gigabyte";
                return false;
            }

            bytes = File.ReadAllBytes(path);
            problem = "";
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"{quoted}, which could not be read: {e.Message.TrimEnd('.')}";
            return false;
        }
    }

    private bool IsInside(string path)
        => IsBelow(path, _folder) || IsBelow(path, Resolve(_folder));

    private static bool IsBelow(string path, string folder)
        => path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // .NET resolves the last part only.
    private static string Resolve(string path)
    {
        string root = Path.GetPathRoot(path)!;
        string resolved = root;
        foreach (string part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(resolved, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            resolved = info.LinkTarget is null ? next : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return resolved;
    }
}
