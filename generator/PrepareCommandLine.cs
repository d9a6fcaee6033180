using OpenCodeGen.Dialects;
using OpenCodeGen.Preparing;

namespace OpenCodeGen;

/// <summary>The command line of a build that prepares a document, for the clients that other generators make of it.</summary>
internal static class PrepareCommandLine
{
    private const string Usage = "usage: OpenCodeGen.Generator prepare --spec FILE --for kiota|nswag|any --output FILE [--overlays FILE;FILE] "
        + "[--dialect NAME] [--except NAME;NAME]";

    private static readonly string[] _options = ["--spec", "--for", "--output", "--overlays", "--dialect", "--except"];

    public static int Run(string[] arguments, ProblemWriter problems)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !_options.Contains(arguments[i]) || !options.TryAdd(arguments[i], arguments[i + 1]))
                return problems.Fail(PrepareRun.UsageFailed, Usage);
        }

        PreparationTarget target = PreparationTargets.Find(options.GetValueOrDefault("--for", ""));
        if (!options.TryGetValue("--spec", out string? spec) || !options.TryGetValue("--output", out string? output)
            || target == PreparationTarget.None
            || Dialect.Find(options.GetValueOrDefault("--dialect") ?? Dialect.Standard.Name) is not { } dialect)
        {
            return problems.Fail(PrepareRun.UsageFailed, Usage);
        }

        PrepareRun run = new()
        {
            Spec = new FileInfo(spec),
            Overlays = [.. List("--overlays").Select(static o => new FileInfo(o))],
            Target = target,
            Output = new FileInfo(output),
            Dialect = dialect,
            Except = List("--except"),
        };
        return run.Run(Console.Out, problems);

        string[] List(string option)
            => options.GetValueOrDefault(option, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
