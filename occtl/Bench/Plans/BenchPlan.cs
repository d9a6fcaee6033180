namespace OpenCode.Ctl.Bench.Plans;

/// <summary>A benchmark: every model does every task several times.</summary>
internal sealed record BenchPlan
{
    /// <summary>What it is called in reports.</summary>
    public required string Name { get; init; }

    /// <summary>The file that it was read from.</summary>
    public required string File { get; init; }

    public required IReadOnlyList<BenchModel> Models { get; init; }

    public required IReadOnlyList<BenchTask> Tasks { get; init; }

    public required int Repeats { get; init; }

    /// <summary>How many runs are under way at the same time, on all servers together.</summary>
    public required int Concurrency { get; init; }

    public required BenchServers Servers { get; init; }

    /// <summary>Who may do what; null for everything inside the copied directory.</summary>
    public IReadOnlyList<BenchRule>? Permissions { get; init; }

    /// <summary>
    /// All runs. All models do a task once before anyone does it again, so that what changes in the course of an hour at a provider meets all of them.
    /// </summary>
    public IReadOnlyList<BenchRun> Runs =>
    [
        .. from repeat in Enumerable.Range(1, Repeats)
           from task in Tasks
           from model in Models
           select new BenchRun(model, task, repeat),
    ];
}

/// <summary>One time that a model does a task.</summary>
/// <param name="Model">The model.</param>
/// <param name="Task">The task.</param>
/// <param name="Repeat">The how-manieth time, from 1 on.</param>
internal sealed record BenchRun(BenchModel Model, BenchTask Task, int Repeat)
{
    /// <summary>Names the run, also in names of files.</summary>
    public string Id { get; } = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Model.Slug}--{Task.Id}--{Repeat}");
}

/// <summary>A model, and how it is asked.</summary>
/// <param name="Model">The provider, a slash, and the model.</param>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Agent">The agent; null for the usual one.</param>
/// <param name="Variant">The variant, such as a level of effort; null for the default.</param>
internal sealed record BenchModel(string Model, string Name, string? Agent, string? Variant)
{
    /// <summary>The name in letters that file names can have.</summary>
    public string Slug { get; } = new([.. Name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')]);
}

/// <summary>Something to do.</summary>
internal sealed record BenchTask
{
    public required string Id { get; init; }

    public required string Prompt { get; init; }

    /// <summary>The folder that is copied for each run; null for an empty one.</summary>
    public string? Directory { get; init; }

    /// <summary>A command that prepares the copy; null for none.</summary>
    public string? Setup { get; init; }

    public required IReadOnlyList<BenchCheck> Checks { get; init; }

    public required TimeSpan TimeLimit { get; init; }

    /// <summary>In US dollars; null for none.</summary>
    public decimal? MoneyLimit { get; init; }
}

/// <summary>A command that says by its exit code whether a task was done.</summary>
internal sealed record BenchCheck(string Command, TimeSpan TimeLimit);

/// <summary>A rule of what agents may do; the first that fits counts.</summary>
internal sealed record BenchRule(string Permission, string Pattern, bool Allows, string? Message);

/// <summary>Where the runs take place.</summary>
internal sealed record BenchServers
{
    /// <summary>How many to start, when none are named.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Servers that run already; empty to start some.</summary>
    public IReadOnlyList<string> Use { get; init; } = [];

    public string? Version { get; init; }

    public string? Executable { get; init; }

    public string? Home { get; init; }

    public string? Config { get; init; }

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How many take part.</summary>
    public int Total => Use.Count > 0 ? Use.Count : Count;
}
