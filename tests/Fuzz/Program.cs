using System.Diagnostics;
using System.Globalization;
using OpenCode.Fuzz;

const string usage = "usage: fuzz [MINUTES] [--seed N] [--area NAME] [--iteration N]; 60 minutes, another seed each time and every area when nothing is said";
double minutes = 60;
int seed = Random.Shared.Next();
long iteration = -1;
IReadOnlyList<FuzzArea> areas = FuzzArea.CreateAll();
for (int i = 0; i < args.Length; i++)
{
    string value = i + 1 < args.Length ? args[i + 1] : "";
    bool isGood = args[i] switch
    {
        "--seed" => int.TryParse(value, CultureInfo.InvariantCulture, out seed),
        "--iteration" => long.TryParse(value, CultureInfo.InvariantCulture, out iteration),
        "--area" => (areas = areas.Where(a => a.Name == value).ToList()).Count > 0,
        var other => double.TryParse(other, CultureInfo.InvariantCulture, out minutes) && minutes > 0,
    };
    if (!isGood)
    {
        Console.Error.WriteLine($"{args[i]} {value}: {usage}");
        Console.Error.WriteLine($"areas: {string.Join(", ", FuzzArea.CreateAll().Select(a => a.Name))}");
        return 2;
    }

    i += args[i].StartsWith("--", StringComparison.Ordinal) ? 1 : 0;
}

if (iteration >= 0)
{
    int repeated = 0;
    foreach (FuzzArea area in areas)
    {
        string? failure = await new FuzzRun(area, seed).RunAsync(iteration, static done => done < 1);
        repeated += failure is null ? 0 : 1;
        Console.WriteLine(failure ?? $"{area.Name}, seed {seed}, iteration {iteration}: fine");
    }

    return repeated == 0 ? 0 : 1;
}

// One area a core at a time; each gets the same time.
Console.WriteLine($"seed {seed}, {areas.Count} areas, {minutes} minutes");
int atOnce = Math.Min(Environment.ProcessorCount, areas.Count);
TimeSpan each = TimeSpan.FromMinutes(minutes * atOnce / areas.Count);
int failures = 0;
await Parallel.ForEachAsync(areas, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (area, _) =>
{
    var clock = Stopwatch.StartNew();
    var run = new FuzzRun(area, seed);
    string? failure = await run.RunAsync(0, _ => clock.Elapsed < each);
    Interlocked.Add(ref failures, failure is null ? 0 : 1);
    Console.WriteLine(failure ?? $"{area.Name}: {run.Iterations} iterations in {clock.Elapsed.TotalMinutes:0.0} minutes, nothing found");
});
return failures == 0 ? 0 : 1;
