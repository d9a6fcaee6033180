using System.CommandLine;
using OpenCode.Verification.Documents;
using OpenCodeGen.Updating.Documents;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen fetch</c>: writes a document and the lock that says where it is from.</summary>
internal static class FetchCommand
{
    public static Command Create()
    {
        DocumentOptions options = new();
        Option<FileInfo> output = new("--output")
        {
            Description = "The file that is written; the lock is written beside it. Default: openapi.json.",
            DefaultValueFactory = static _ => new FileInfo("openapi.json"),
        };
        Command command = new("fetch", "Gets the OpenAPI document of a release, a package of npm or a running server, and writes it with a lock.") { output };
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => Failures.TellAsync(result.InvocationConfiguration.Error, async () =>
        {
            FileInfo file = result.GetValue(output)!;
            ReleaseDocument fetched = await options.Read(result)
                .FetchAsync(new DocumentFetch { Progress = result.InvocationConfiguration.Error.WriteLine }, cancellationToken);
            DocumentFiles.Write(fetched, file, DocumentFiles.LockOf(file));
            result.InvocationConfiguration.Output.WriteLine($"{fetched.OperationCount} operations of {fetched.Version ?? fetched.Package ?? fetched.Source}: {Path.GetRelativePath(".", file.FullName)}");
            return ExitCodes.Success;
        }));
        return command;
    }
}
