using System.Text;
using System.Text.Json;
using OpenCode.Verification;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;

namespace OpenCodeGen.Cli.Commands;

/// <summary>The files that <c>opencodegen verify</c> reads and writes. Every failure is an <see cref="IOException"/> that names its file.</summary>
internal sealed record ReportFiles
{
    public FileInfo? Json { get; init; }

    public FileInfo? JUnit { get; init; }

    public FileInfo? Markdown { get; init; }

    public FileInfo? Html { get; init; }

    public FileInfo? Findings { get; init; }

    /// <summary>Earlier reports, which are put together; empty when releases are verified.</summary>
    public IReadOnlyList<FileInfo> From { get; init; } = [];

    /// <summary>Earlier reports that may each have a part of a release; empty when there are none.</summary>
    public IReadOnlyList<FileInfo> Merge { get; init; } = [];

    /// <summary>Whether the result is read, not found out.</summary>
    public bool AreRead => From.Count + Merge.Count > 0;

    public DirectoryInfo? Traffic { get; init; }

    public FileInfo? Suggestion { get; init; }

    /// <summary>Refuses the same file for two purposes: one report would replace the other, or what it is made from, without a word.</summary>
    /// <exception cref="FormatException">Two options name the same file; the message says which.</exception>
    public void RequireDistinct()
    {
        StringComparison names = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        (string Option, FileInfo File)[] given =
        [
            .. From.Select(static f => ("--from", f)),
            .. Merge.Select(static f => ("--merge", f)),
            .. new (string, FileInfo?)[]
            {
                ("--findings", Findings), ("--json", Json), ("--junit", JUnit), ("--markdown", Markdown), ("--html", Html), ("--suggest", Suggestion),
            }.Where(static f => f.Item2 is not null).Select(static f => (f.Item1, f.Item2!)),
        ];
        for (int i = 1; i < given.Length; i++)
        {
            foreach ((string option, FileInfo file) in given[..i].Where(f => string.Equals(f.File.FullName, given[i].File.FullName, names)))
            {
                throw new FormatException(option == given[i].Option
                    ? $"'{file}' is given twice for {option}."
                    : $"'{file}' is given for {option} and for {given[i].Option}; give each its own file.");
            }
        }
    }

    /// <summary>Makes the folders of everything that is written, so that a wrong path is found before the work, not after it.</summary>
    public void Prepare()
    {
        if (Traffic is not null)
        {
            Guard(Traffic, "made", static f =>
            {
                f.Create();
                return true;
            });
        }

        foreach (FileInfo file in new[] { Json, JUnit, Markdown, Html, Suggestion }.OfType<FileInfo>())
        {
            Guard(file, "written", f =>
            {
                if (Directory.Exists(f.FullName)) throw new IOException("it is a folder; give the path of a file.");
                Directory.CreateDirectory(f.DirectoryName!);
                if (!f.Exists)
                {
                    // Made and removed again: a run that ends early leaves no empty report behind, and an older one as it is.
                    f.Create().Dispose();
                    f.Delete();
                }
                else
                {
                    f.OpenWrite().Dispose();
                }

                return true;
            });
        }
    }

    public IReadOnlyList<string> ReadFindings()
        => Findings is null ? [] : Guard(Findings, "read", static f => FindingsText.Parse(File.ReadAllText(f.FullName)));

    /// <summary>Reads the earlier reports.</summary>
    /// <param name="lacks">Gets a sentence for each part of a release that none of them has, or only as one that could not be verified.</param>
    /// <exception cref="FormatException">They do not fit together.</exception>
    public CompatibilityMatrix Read(Action<string> lacks)
    {
        if (Merge.Count == 0) return CompatibilityMatrix.Merge([.. From.Select(ReadMatrix)]);
        (string Name, CompatibilityMatrix Matrix)[] reports = [.. Merge.Select(static f => (f.ToString(), ReadMatrix(f)))];
        CompatibilityMatrix merged = ShardMerge.Merge(reports);
        foreach (VersionResult version in merged.Versions.Where(static v => v is { Shard: not null, CouldNotRun: null }))
        {
            foreach (int number in version.Shard!.Missing)
            {
                string part = $"{number}/{version.Shard.Count}";
                string? why = reports.SelectMany(static r => r.Matrix.Versions)
                    .Where(v => v.Version == version.Version && v.Shard?.Numbers.Contains(number) == true)
                    .Select(static v => v.CouldNotRun).FirstOrDefault();
                lacks(why is null
                    ? $"Part {part} of {version.Version} is in none of the reports; verify it with --shard {part}."
                    : $"Part {part} of {version.Version} could not be verified: {why}");
            }
        }

        return merged;
    }

    public static CompatibilityMatrix ReadMatrix(FileInfo file)
    {
        try
        {
            return Guard(file, "read", static f => JsonReport.Read(File.ReadAllText(f.FullName)));
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{file}' is no report of 'opencodegen verify --json': {exception.Message}", exception);
        }
    }

    public void Write(CompatibilityMatrix matrix, IReadOnlyList<string> findings)
    {
        Write(Json, () => JsonReport.Render(matrix));
        Write(JUnit, () => JUnitReport.Render(matrix));
        Write(Markdown, () => MarkdownReport.Render(matrix, findings));
        Write(Html, () => HtmlReport.Render(matrix, findings));
    }

    private static void Write(FileInfo? file, Func<string> render)
    {
        if (file is not null) WholeFile.Write(file.FullName, Encoding.UTF8.GetBytes(render()));
    }

    private static T Guard<TFile, T>(TFile file, string verb, Func<TFile, T> action)
        where TFile : FileSystemInfo
    {
        try
        {
            return action(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{file}' could not be {verb}: {exception.Message}", exception);
        }
    }
}
