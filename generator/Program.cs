using OpenCodeGen;
using OpenCodeGen.Settings;

// The build step's entry: no parser to load, and problems as builds show them. People use the opencodegen tool, which has the same options.
const int usageFailed = 100;
const string usage = "usage: OpenCodeGen.Generator [--settings FILE] [--spec FILE] [--overlays FILE;FILE] [--output FOLDER] [--names FILE] "
    + "[--curated-names FILE] [--docs FILE] [--namespace NAME] [--client NAME] [--dialect NAME] [--check]";
var problems = new BuildProblemWriter(Console.Error);
if (args is ["prepare", .. var rest]) return PrepareCommandLine.Run(rest, problems);
var options = new Dictionary<string, string>(StringComparer.Ordinal);
bool check = false;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--check") check = true;
    else if (!usage.Contains($"[{args[i]} ", StringComparison.Ordinal) || i + 1 == args.Length || !options.TryAdd(args[i], args[++i]))
        return problems.Fail(usageFailed, usage);
}

try
{
    SettingsFile given = new()
    {
        Spec = Given("--spec"),
        Overlays = Given("--overlays")?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Output = Given("--output"),
        Names = Given("--names"),
        CuratedNames = Given("--curated-names"),
        Docs = Given("--docs"),
        Namespace = Given("--namespace"),
        Client = Given("--client"),
        Dialect = Given("--dialect"),
    };
    SettingsFile settings = options.TryGetValue("--settings", out string? file) ? SettingsFile.Read(new FileInfo(file)).Under(given) : given;
    return GenerateRun.From(settings, check).Run(Console.Out, problems);
}
catch (SettingsException e)
{
    return problems.Fail(usageFailed, e.Message);
}

// What a build leaves empty is not given.
string? Given(string option) => options.TryGetValue(option, out string? value) && value.Length > 0 ? value : null;
