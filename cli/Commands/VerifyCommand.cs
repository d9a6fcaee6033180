using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OpenCode.CommandLine.Terminals;
using OpenCode.Verification;
using OpenCode.Verification.Matrix;
using OpenCode.Verification.Results;
using OpenCodeGen.Cli.Commands.Progress;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen verify</c>: tells which releases the client works with, proven against their running servers.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var versions = new Argument<string[]>("versions")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = $"Releases such as 1.18.33, separated by spaces or commas; 'pinned' is the client's own, {PinnedRelease.Version}, and the default.",
        };
        var parallel =
            new Option<int?>("--parallel")
            {
                Description = "How many releases to verify at the same time. Default: as many as processors and memory bear.",
                CustomParser = ReadParallelism
            };
        var json = new Option<FileInfo?>("--json") { Description = "Write the whole result as JSON." };
        var junit = new Option<FileInfo?>("--junit") { Description = "Write JUnit XML: a suite a release, a case an operation or event." };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Write Markdown, for a job summary." };
        var html = new Option<FileInfo?>("--html") { Description = "Write one self-contained page." };
        var github = new Option<bool>("--github") { Description = "Print annotations for GitHub Actions." };
        var findings =
            new Option<FileInfo?>(
                "--findings")
            { Description = "A text file with the most important findings, a paragraph or list item each, for the page and the Markdown." };
        Option<FileInfo[]> from = EarlierReports(
            "--from", "Verify nothing: make the reports from what an earlier --json wrote. Several files, each with other releases, become one report.");
        Option<FileInfo[]> merge = EarlierReports(
            "--merge", "Verify nothing: as --from, but several files may have parts of the same release (--shard), which become one.");
        var shard = new Option<Shard?>("--shard")
        {
            Description = "Verify only this part of the operations: 2/4 is the second of four. Put the reports of all parts together with --merge.",
            CustomParser = ReadShard,
        };
        var traffic = new Option<DirectoryInfo?>("--traffic") { Description = "Write everything the servers sent into this folder, a HAR file a release." };
        var judge = JudgeOption.Create();
        var operations = new Option<string[]>("--operation")
        {
            Description = "Verify only this operation: an id, with * for any part (session.*). It can be given more than once.",
            DefaultValueFactory = static _ => [],
            Validators = { RequireOperations },
        };
        var suggest = new Option<FileInfo?>("--suggest")
        {
            Description = "Write an OpenAPI Overlay that would make the document true of the server that was verified; for one release.",
        };
        var quiet = new Option<bool>("--quiet") { Description = "Print neither progress nor the table." };
        versions.Validators.Add(static result =>
        {
            // What looks like an option and is none would otherwise be taken for a release.
            if (result.Tokens.FirstOrDefault(static t => t.Value.StartsWith('-')) is { } option) result.AddError($"'{option.Value}' is no option of 'verify'.");
        });

        var command = new Command("verify", "Verifies OpenCode releases against what the client needs, operation by operation.")
        {
            versions, parallel, json, junit, markdown, html, github, findings, from, merge, shard, traffic, judge, operations, suggest, quiet,
        };
        var server = new ServerOptions();
        server.AddTo(command,
        [
            (versions, "its release is what it says itself."), (from, "the earlier report has its own."), (merge, "the earlier reports have their own."),
            (parallel, "there is one server."),
        ]);
        Option[] ofServers = [traffic, judge, operations, suggest, shard];
        command.Validators.Add(result =>
        {
            // Not by their values: one that cannot be read has its own error.
            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
            foreach (Option earlier in new Option[] { from, merge }.Where(IsGiven))
            {
                if (result.GetResult(versions) is { Tokens.Count: > 0 })
                    result.AddError($"Releases and {earlier.Name} cannot be combined: the earlier report has its own.");
                foreach (Option other in ofServers.Where(IsGiven)) result.AddError($"{other.Name} and {earlier.Name} cannot be combined: no server runs.");
            }

            if (IsGiven(from) && IsGiven(merge)) result.AddError("--from and --merge cannot be combined: --merge takes whole reports, too.");
            if (IsGiven(suggest) && IsGiven(shard)) result.AddError("--suggest and --shard cannot be combined: an overlay is made of a whole verification.");
            if (IsGiven(suggest) && result.GetResult(versions) is { } given && ReleaseCount(given) > 1)
                result.AddError("--suggest writes what one release shows; verify the releases one at a time, each with a file of its own.");
        });
        command.SetAction((result, cancellationToken) =>
        {
            TextWriter errors = result.InvocationConfiguration.Error;
            IVerifyProgress? progress = result.GetValue(quiet) ? null : (IVerifyProgress?)ProgressLine.TryCreate() ?? new ProgressLog(errors);
            var verification = new ReleaseVerification
            {
                TrafficFolder = result.GetValue(traffic),
                Judge = result.GetValue(judge),
                Suggestion = result.GetValue(suggest),
                Operations = result.GetValue(operations) ?? [],
                Shard = result.GetValue(shard),
                Progress = progress is null ? null : progress.Tell,
            };
            return new VerifyRun
            {
                Versions = result.GetValue(versions) ?? [],
                Parallelism = result.GetValue(parallel),
                Files = new ReportFiles
                {
                    Json = result.GetValue(json),
                    JUnit = result.GetValue(junit),
                    Markdown = result.GetValue(markdown),
                    Html = result.GetValue(html),
                    Findings = result.GetValue(findings),
                    From = result.GetValue(from) ?? [],
                    Merge = result.GetValue(merge) ?? [],
                    Traffic = result.GetValue(traffic),
                    Suggestion = result.GetValue(suggest),
                },
                GitHub = result.GetValue(github),
                Quiet = result.GetValue(quiet),
                Progress = progress,
                Colored = Terminal.HasColors,
                Verify = verification.RunAsync,
                VerifyServer = server.AreGiven(result) ? token => verification.RunAsync(server.Read(result)!, token) : null,
            }.RunAsync(Console.Out, errors, cancellationToken);
        });
        return command;
    }

    private static Option<FileInfo[]> EarlierReports(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            if (result.Tokens.All(static t => t.Value.Length > 0)) return [.. result.Tokens.Select(static t => new FileInfo(t.Value))];
            result.AddError($"{name} takes files; one of them is an empty string.");
            return [];
        },
    };

    private static Shard? ReadShard(ArgumentResult result)
    {
        try
        {
            Shard shard = Shard.Parse(result.Tokens[0].Value);
            if (shard.Numbers.Count == 1) return shard;
            result.AddError($"--shard takes one part, such as {shard.Numbers[0]}/{shard.Count}; '{shard}' is several.");
        }
        catch (FormatException exception)
        {
            result.AddError($"--shard: {exception.Message}");
        }

        return null;
    }

    private static int ReleaseCount(SymbolResult versions)
        => versions.Tokens.Sum(static t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Length);

    private static void RequireOperations(OptionResult result)
    {
        try
        {
            _ = new ReleaseVerification { Operations = [.. result.Tokens.Select(static t => t.Value)] };
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
        }
    }

    private static int? ReadParallelism(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= 1) return n;
        result.AddError($"--parallel is '{text}', but it takes a whole number, and at least one release has to be verified at a time.");
        return null;
    }
}
