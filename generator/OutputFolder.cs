using System.Text;
using OpenCodeGen.Emitting;

namespace OpenCodeGen;

/// <summary>The folder of generated files: the only place where the generator touches the disk.</summary>
/// <param name="root">The folder.</param>
public sealed class OutputFolder(string root)
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What differs between the plan and the disk.</summary>
    /// <param name="Changed">Planned files that are missing or different.</param>
    /// <param name="Orphans">Generated files that are no longer planned.</param>
    public sealed record Differences(IReadOnlyList<PlannedFile> Changed, IReadOnlyList<string> Orphans)
    {
        /// <summary>Whether the disk is as planned.</summary>
        public bool None => Changed.Count == 0 && Orphans.Count == 0;
    }

    /// <summary>Compares the plan with the disk.</summary>
    public Differences Compare(IReadOnlyList<PlannedFile> files)
    {
        var planned = new HashSet<string>(files.Select(f => f.Path), StringComparer.Ordinal);
        var orphans = new List<string>();
        if (Directory.Exists(root))
        {
            foreach (string file in Directory.EnumerateFiles(root, "*.g.cs", SearchOption.AllDirectories))
            {
                string relative = Path.GetRelativePath(root, file).Replace('\\', '/');
                if (!planned.Contains(relative)) orphans.Add(relative);
            }
        }

        orphans.Sort(StringComparer.Ordinal);
        return new Differences(files.Where(f => !IsWritten(f)).ToList(), orphans);
    }

    /// <summary>Makes the disk as planned. Unchanged files keep their time stamps.</summary>
    public void Apply(Differences differences)
    {
        foreach (PlannedFile file in differences.Changed) WholeFile.Write(Full(file.Path), _utf8.GetBytes(file.Content));
        foreach (string orphan in differences.Orphans) File.Delete(Full(orphan));
    }

    private bool IsWritten(PlannedFile file)
    {
        string path = Full(file.Path);
        if (!File.Exists(path)) return false;
        byte[] expected = _utf8.GetBytes(file.Content);
        return new FileInfo(path).Length == expected.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(expected);
    }

    private string Full(string relative) => Path.Combine(root, relative.Replace('/', Path.DirectorySeparatorChar));
}
