using System.CommandLine;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen generate</c>: turns a document into the client's source files.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var spec = new Option<FileInfo>("--spec") { Description = "The OpenAPI 3 document (JSON).", Required = true };
        var output =
            new Option<DirectoryInfo>("--output")
            {
                Description = "The folder that receives the generated files; other *.g.cs files in it are removed.",
                Required = true
            };
        var names =
            new Option<FileInfo?>(
                "--names")
            { Description = "The name lock; read when it exists, and extended by new names. Curated names are read from names.json beside it." };
        var calls =
            new Option<DirectoryInfo?>(
                "--calls")
            { Description = "A folder that receives one call per operation with arguments from JSON, for contract tests." };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit with 1 when the folder or the name lock is not what would be written." };
        var command = new Command("generate", "Turns an OpenAPI document into the typed client.") { spec, output, names, calls, check };
        command.SetAction(result => new GenerateRun
        {
            Spec = result.GetRequiredValue(spec),
            Output = result.GetRequiredValue(output),
            Names = result.GetValue(names),
            Calls = result.GetValue(calls),
            Check = result.GetValue(check),
        }.Run(Console.Out, Console.Error));
        return command;
    }
}
