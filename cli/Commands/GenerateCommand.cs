using System.CommandLine;
using OpenCodeGen.Dialects;
using OpenCodeGen.Settings;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen generate</c>: turns a document into the client's source files.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        Option<FileInfo?> settings = new("--settings")
        {
            Description = "A settings file, such as spec/opencodegen.json, with what the options below say; an option that is given as well counts.",
        };
        Option<FileInfo?> spec = new("--spec") { Description = "The OpenAPI 3 document (JSON)." };
        Option<FileInfo[]> overlay = new("--overlay")
        {
            Description = "An OpenAPI Overlay 1.0 or 1.1 (JSON) with changes of the document; may be repeated, and counts in the order given.",
        };
        Option<DirectoryInfo?> output = new("--output") { Description = "The folder that receives the generated files; other *.g.cs files in it are removed." };
        Option<FileInfo?> names = new("--names")
        {
            Description = "The name lock; read when it exists, and extended by new names. names.json and docs.json are read beside it.",
        };
        Option<FileInfo?> curatedNames = new("--curated-names") { Description = "Names that a person decided; by default names.json beside the name lock." };
        Option<FileInfo?> docs = new("--docs") { Description = "Documentation of models, members and operations; by default docs.json beside the name lock." };
        Option<DirectoryInfo?> calls = new("--calls")
        {
            Description = "A folder that receives one call per operation with arguments from JSON, for contract tests.",
        };
        Option<string?> space = new("--namespace") { Description = $"The client's namespace; {new GeneratorSettings().Namespace} by default." };
        Option<string?> client = new("--client") { Description = "The client's class; by default the last part of the namespace followed by Client." };
        Option<string?> dialect = new("--dialect")
        {
            HelpName = string.Join('|', Dialect.Names),
            Description = $"What the API means beyond its document: {string.Join(" or ", Dialect.Names)}; {Dialect.Standard.Name} by default.",
        };
        Option<bool> check = new("--check") { Description = "Write nothing; exit with 1 when the folder or the name lock is not what would be written." };
        dialect.CompletionSources.Add([.. Dialect.Names]);
        Command command = new("generate", "Turns an OpenAPI document into the typed client.")
        {
            settings, spec, overlay, output, names, curatedNames, docs, calls, space, client, dialect, check,
        };
        // A task, because the library listens to Ctrl-C beside tasks only.
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), cancellationToken));
        return command;

        int Run(ParseResult result, CancellationToken cancellationToken)
        {
            ProblemWriter problems = new(result.InvocationConfiguration.Error);
            SettingsFile given = new()
            {
                Spec = result.GetValue(spec)?.FullName,
                Overlays = result.GetValue(overlay) is { Length: > 0 } files ? [.. files.Select(static f => f.FullName)] : null,
                Output = result.GetValue(output)?.FullName,
                Names = result.GetValue(names)?.FullName,
                CuratedNames = result.GetValue(curatedNames)?.FullName,
                Docs = result.GetValue(docs)?.FullName,
                Calls = result.GetValue(calls)?.FullName,
                Namespace = result.GetValue(space),
                Client = result.GetValue(client),
                Dialect = result.GetValue(dialect),
            };
            try
            {
                SettingsFile file = result.GetValue(settings) is { } path ? SettingsFile.Read(path).Under(given) : given;
                return GenerateRun.From(file, result.GetValue(check)).Run(result.InvocationConfiguration.Output, problems, cancellationToken);
            }
            catch (SettingsException e)
            {
                return problems.Fail(ExitCodes.Usage, char.ToUpperInvariant(e.Message[0]) + e.Message[1..]);
            }
        }
    }
}
