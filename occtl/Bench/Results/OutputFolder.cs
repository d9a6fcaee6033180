using System.Globalization;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Bench.Results;

/// <summary>Where a benchmark keeps what comes of it.</summary>
/// <param name="root">The folder.</param>
internal sealed class OutputFolder(string root)
{
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string RecordFile => Path.Combine(Root, "bench.json");

    public string ResultsFile => Path.Combine(Root, "results.jsonl");

    public string ReportFile => Path.Combine(Root, "report.html");

    /// <summary>The folders of runs that are under way.</summary>
    public string WorkFolder => Path.Combine(Root, "work");

    /// <summary>Says who works here, also after he was killed.</summary>
    public string OwnerFile => Path.Combine(Root, "owner");

    private string TrajectoriesFolder => Path.Combine(Root, "trajectories");

    private string LockFile => Path.Combine(Root, "lock");

    public string TrajectoryFile(string run) => Path.Combine(TrajectoriesFolder, $"{run}.json");

    /// <summary>Keeps others from working here.</summary>
    /// <exception cref="StoreException">Somebody does.</exception>
    public IDisposable Take()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(TrajectoriesFolder);
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(LockFile))
        {
            throw new StoreException($"Another 'occtl bench' works in '{Root}'; wait for it, or choose another folder with --output.", exception);
        }
    }

    /// <summary>Makes sure that results of one benchmark only come here.</summary>
    /// <param name="plan">The benchmark.</param>
    /// <param name="fresh">Whether results of another one, or earlier ones, are put aside.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="UsageException">The folder is another benchmark's.</exception>
    public BenchRecord Prepare(BenchPlan plan, bool fresh, DateTimeOffset now)
    {
        BenchRecord record = BenchRecord.Of(plan, now);
        if (fresh) PutAside(now);
        if (BenchRecord.Read(RecordFile) is { } before)
        {
            IReadOnlyList<string> differences = Fingerprint.Differences(before.Fingerprint, record.Fingerprint);
            if (differences.Count > 0)
            {
                throw new UsageException(
                    $"'{Root}' has results of another benchmark: {string.Join(", ", differences)} changed. Choose another folder with --output, or put the results aside with --fresh.");
            }

            record = record with { CreatedAt = before.CreatedAt, Release = before.Release };
        }
        else if (File.Exists(ResultsFile))
        {
            throw new UsageException($"'{Root}' has results, and nothing says of which benchmark. Choose another folder with --output, or put them aside with --fresh.");
        }

        record.Write(RecordFile);
        return record;
    }

    /// <summary>Results cost money: they are kept in a folder beside the new ones.</summary>
    private void PutAside(DateTimeOffset now)
    {
        string[] parts = [RecordFile, ResultsFile, ReportFile, TrajectoriesFolder];
        if (!File.Exists(RecordFile) && !File.Exists(ResultsFile)) return;
        string aside = Path.Combine(Root, $"before-{now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}");
        Directory.CreateDirectory(aside);
        foreach (string part in parts)
        {
            string there = Path.Combine(aside, Path.GetFileName(part));
            if (Directory.Exists(part)) Directory.Move(part, there);
            else if (File.Exists(part)) File.Move(part, there);
        }

        Directory.CreateDirectory(TrajectoriesFolder);
    }
}
