using System.CommandLine;
using OpenCode.Verification.Matrix;
using OpenCodeGen.Dialects;
using OpenCodeGen.Preparing;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen prepare</c>: writes a document for Kiota, NSwag or another generator.</summary>
internal static class PrepareCommand
{
    public static Command Create()
    {
        Option<FileInfo> spec = new("--spec")
        {
            Description = $"The OpenAPI 3 document (JSON). Without it: OpenCode's own of {PinnedRelease.Version}, with the repairs of which the client was generated.",
        };
        Option<FileInfo[]> overlay = new("--overlay")
        {
            Description = "An OpenAPI Overlay 1.0 or 1.1 (JSON) with changes of the document; may be repeated, and counts in the order given.",
        };
        Option<PreparationTarget> target = new("--for")
        {
            Description = "Who reads it: kiota, nswag, or any for generators that read OpenAPI 3.1 rightly.",
            Required = true,
            HelpName = "kiota|nswag|any",
            CustomParser = static result =>
            {
                string name = result.Tokens[0].Value;
                PreparationTarget read = PreparationTargets.Find(name);
                if (read == PreparationTarget.None) result.AddError($"There is no generator '{name}'; there are kiota, nswag and any.");
                return read;
            },
        };
        Option<FileInfo> output = new("--output") { Description = "The file that is written.", Required = true };
        Option<string> dialect = new("--dialect")
        {
            HelpName = string.Join('|', Dialect.Names),
            Description = $"What the API means beyond its document: {string.Join(" or ", Dialect.Names)}; {Dialect.Standard.Name} by default with --spec.",
        };
        Option<string[]> except = new("--except")
        {
            HelpName = "adaptation",
            Description = $"An adaptation that is left out: {string.Join(", ", PreparedDocument.AdaptationIds)}; may be repeated.",
        };
        Option<bool> check = new("--check") { Description = "Write nothing; exit with 1 when the file is not what would be written." };
        Option<bool> places = new("--places") { Description = "Say every place that was adapted, not only how many there are." };
        target.CompletionSources.Clear();
        target.CompletionSources.Add("kiota", "nswag", "any");
        dialect.CompletionSources.Add([.. Dialect.Names]);
        except.CompletionSources.Add([.. PreparedDocument.AdaptationIds]);
        Command command = new("prepare", "Writes an OpenAPI document that another generator reads rightly, and says what was adapted and why.")
        {
            spec, overlay, target, output, dialect, except, check, places,
        };
        // A task, because the library listens to Ctrl-C beside tasks only.
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), cancellationToken));
        return command;

        int Run(ParseResult result, CancellationToken cancellationToken)
        {
            ProblemWriter problems = new(result.InvocationConfiguration.Error);
            string name = result.GetValue(dialect) ?? (result.GetValue(spec) is null ? Dialect.OpenCode : Dialect.Standard).Name;
            if (Dialect.Find(name) is not { } found)
                return problems.Fail(ExitCodes.Usage, $"There is no dialect '{name}'; there are {string.Join(" and ", Dialect.Names)}.");
            using PrepareSource source = PrepareSource.Of(result.GetValue(spec), result.GetValue(overlay) ?? []);
            PrepareRun run = new()
            {
                Spec = source.Spec,
                Overlays = source.Overlays,
                Target = result.GetValue(target),
                Output = result.GetValue(output)!,
                Dialect = found,
                Except = result.GetValue(except) ?? [],
                Check = result.GetValue(check),
                TellsPlaces = result.GetValue(places),
            };
            return run.Run(result.InvocationConfiguration.Output, problems, cancellationToken);
        }
    }
}
