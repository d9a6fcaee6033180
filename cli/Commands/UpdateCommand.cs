using System.CommandLine;
using System.Text;
using OpenCode.CommandLine.Terminals;
using OpenCode.Verification.Documents;
using OpenCodeGen.Changes;
using OpenCodeGen.Changes.Reports;
using OpenCodeGen.Updating;
using OpenCodeGen.Updating.Documents;
using OpenCodeGen.Updating.Steps;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen update</c>: brings a client to a newer document.</summary>
internal static class UpdateCommand
{
    public static Command Create()
    {
        DocumentOptions options = new();
        Option<FileInfo> settings = new("--settings")
        {
            Description = "How the client is generated.",
            DefaultValueFactory = static _ => new FileInfo(DiffRun.UsualSettings),
        };
        Option<bool> check = new("--check") { Description = "Compare only, and change nothing; exit with 1 when the client is not that of the document." };
        Option<FileInfo?> pullRequest = new("--pull-request") { Description = "A file that receives the text of a pull request, in Markdown." };
        Option<string?> version = new("--current-version") { Description = "The version of the client now, such as 1.4.2, to propose the next one." };
        Command command = new("update", "Brings a client to a newer document: fetches, compares, generates, runs the commands of the settings, and changes the clone only when all succeed.")
        {
            settings, check, pullRequest, version,
        };
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => Failures.TellAsync(result.InvocationConfiguration.Error, async () =>
        {
            DocumentFetch fetch = new() { Progress = result.InvocationConfiguration.Error.WriteLine };
            DocumentRequest request = await options.Read(result).ResolveAsync(cancellationToken);
            UpdateRun run = new(result.GetValue(settings)!, request.Name, token => request.FetchAsync(fetch, token))
            {
                CurrentVersion = result.GetValue(version),
                Progress = p => result.InvocationConfiguration.Error.WriteLine(Describe(p)),
            };
            if (result.GetValue(check))
            {
                UpdateCheck found = await run.CheckAsync(cancellationToken);
                await result.InvocationConfiguration.Output.WriteAsync(TextReport.Render(found.Report, colored: Terminal.HasColors));
                if (found.IsCurrent) return ExitCodes.Success;
                if (found.Report is { Wire: [], Callers: null or [] }) await result.InvocationConfiguration.Output.WriteLineAsync("Words of the documentation differ.");
                return ExitCodes.Drift;
            }

            UpdateResult done = await run.RunAsync(cancellationToken);
            if (result.GetValue(pullRequest) is { } file) WholeFile.Write(file.FullName, Encoding.UTF8.GetBytes(done.PullRequest));
            await result.InvocationConfiguration.Output.WriteAsync(TextReport.Render(done.Report, colored: Terminal.HasColors));
            return ExitCodes.Success;
        }));
        return command;
    }

    private static string Describe(UpdateProgress progress)
        => $"[{progress.Number}/{progress.Count}] {progress.Name}{(progress.Outcome is null ? " …" : $": {progress.Outcome}")}";
}
