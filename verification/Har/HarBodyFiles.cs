namespace OpenCode.Verification.Har;

/// <summary>Reads the files beside a HAR file that it names, and no others: a recording comes from elsewhere, and may name anything.</summary>
internal sealed class HarBodyFiles(string harPath)
{
    private const long Longest = 1 << 30;
    private const int MostLinks = 40;

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

            // Also where a part of the path is a link, or what a link points to goes through another one.
            string real = ResolveWhole(path);
            if (!IsInside(real))
            {
                problem = $"{quoted}, a link to a place outside the folder of the recording; it was not read";
                return false;
            }

            long length = new FileInfo(real).Length;
            if (length > Longest)
            {
                problem = $"{quoted}, which is longer than a gigabyte";
                return false;
            }

            // A pipe has no length, and nobody may be at its other end.
            bytes = length == 0 ? [] : File.ReadAllBytes(real);
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
        => IsBelow(path, _folder) || IsBelow(path, ResolveWhole(_folder));

    private static bool IsBelow(string path, string folder)
        => path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string ResolveWhole(string path)
    {
        for (int links = 0; links < MostLinks; links++)
        {
            string resolved = Resolve(path);
            if (resolved == path) return path;
            path = resolved;
        }

        throw new IOException("too many links lead to it");
    }

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
