using System.CommandLine;
using OpenCode.Verification.Documents;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen diff</c>: says what differs between two documents, and what that breaks.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string?> before = new("old")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A file, a release (1.17.19), a package (@opencode/cli@2.0.0), a URL, or a file of a commit (HEAD~1:spec/openapi.json). Default: the document of the settings, or else the client's own.",
        };
        Argument<string?> after = new("new") { Arity = ArgumentArity.ZeroOrOne, Description = "The same. Default: the newest release." };
        Option<FileInfo?> settings = new("--settings") { Description = $"How the client is generated; {DiffRun.UsualSettings} by default, where it exists." };
        Option<bool> wire = new("--wire-only") { Description = "Do not generate clients; say nothing of C# callers." };
        // A text, as the parser of the library cannot hold that there is no level.
        Option<string> failOn = new("--fail-on")
        {
            HelpName = "breaking|warning|info|none",
            Description = "Exit with 1 when something is as grave as this: breaking (the default), warning, info or none.",
            DefaultValueFactory = static _ => "breaking",
        };
        failOn.Validators.Add(static result =>
        {
            string text = result.GetValueOrDefault<string>() ?? "";
            if (!IsNone(text) && LevelOf(text) is null) result.AddError($"--fail-on is '{text}'; there are breaking, warning, info and none.");
        });
        failOn.CompletionSources.Clear();
        failOn.CompletionSources.Add("breaking", "warning", "info", "none");
        Option<FileInfo?> exceptions = new("--exceptions") { Description = "A JSON list of accepted changes: fingerprint or rule, reason, and perhaps the last day (until)." };
        Option<ReportFormat> format = ReportFormats.Option();
        Option<FileInfo?> output = new("--output") { Description = "A file that receives the report, instead of standard output." };
        Option<bool> all = new("--all") { Description = "List harmless changes, too; text only counts them otherwise." };
        Option<string?> version = new("--current-version") { Description = "The version of the client now, such as 1.4.2, to propose the next one." };
        Option<bool> rules = new("--rules") { Description = "List the rules, and compare nothing." };
        Command command = new("diff", "Says what differs between two documents: on the wire and for C# callers, and which version number it deserves.")
        {
            before, after, settings, wire, failOn, exceptions, format, output, all, version, rules,
        };
        command.SetAction((result, cancellationToken) => new DiffRun
        {
            Before = result.GetValue(before),
            After = result.GetValue(after),
            Settings = result.GetValue(settings),
            WireOnly = result.GetValue(wire),
            FailOn = LevelOf(result.GetValue(failOn)!),
            Exceptions = result.GetValue(exceptions),
            Format = result.GetValue(format),
            Output = result.GetValue(output),
            All = result.GetValue(all),
            CurrentVersion = result.GetValue(version),
            ListsRules = result.GetValue(rules),
            Fetch = new DocumentFetch { Progress = result.InvocationConfiguration.Error.WriteLine },
        }.RunAsync(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static bool IsNone(string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase);

    private static Level? LevelOf(string text) => Enum.TryParse(text, ignoreCase: true, out Level level) && Enum.IsDefined(level) ? level : null;
}
