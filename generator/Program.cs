using OpenCodeGen;
using OpenCodeGen.Settings;

// The build step's entry: no parser to load, and problems as builds show them. People use the opencodegen tool, which has the same options.
const int usageFailed = 100;
const string usage = "usage: OpenCodeGen.Generator [--settings FILE] [--spec FILE] [--output FOLDER] [--names FILE] [--curated-names FILE] [--docs FILE] "
    + "[--namespace NAME] [--client NAME] [--dialect NAME] [--check]";
var problems = new BuildProblemWriter(Console.Error);
var options = new Dictionary<string, string>(StringComparer.Ordinal);
bool check = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--check")
        check = true;
    else if (!usage.Contains($"[{args[i]} ", StringComparison.Ordinal) || i + 1 == args.Length || !options.TryAdd(args[i], args[++i]))
        return problems.Fail(usageFailed, usage);
}

try
{
    SettingsFile given = new()
    {
        Spec = options.GetValueOrDefault("--spec"),
        Output = options.GetValueOrDefault("--output"),
        Names = options.GetValueOrDefault("--names"),
        CuratedNames = options.GetValueOrDefault("--curated-names"),
        Docs = options.GetValueOrDefault("--docs"),
        Namespace = options.GetValueOrDefault("--namespace"),
        Client = options.GetValueOrDefault("--client"),
        Dialect = options.GetValueOrDefault("--dialect"),
    };
    SettingsFile settings = options.TryGetValue("--settings", out string? file) ? SettingsFile.Read(new FileInfo(file)).Under(given) : given;
    return GenerateRun.From(settings, check).Run(Console.Out, problems);
}
catch (SettingsException e)
{
    return problems.Fail(usageFailed, e.Message);
}
