namespace OpenCode.Workbench;

/// <summary>A folder of its own for a test that writes files.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("opencodegen-test-");

    public string PathOf(string relative) => Path.Combine(_root.FullName, relative);

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), text);
    }

    /// <summary>The files under a folder, relative to it, sorted.</summary>
    public IReadOnlyList<string> Files(string relative)
        => Directory.EnumerateFiles(PathOf(relative), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(PathOf(relative), f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();

    public void Dispose() => _root.Delete(recursive: true);
}
