using System.CommandLine;
using OpenCodeGen.Cli;
using OpenCodeGen.Cli.Commands;

var root = new RootCommand("Generates and checks typed .NET clients for OpenCode servers.")
{
    GenerateCommand.Create(),
    CheckTrafficCommand.Create(),
    PublishCommand.Create(),
};
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"{parsed.Errors[0].Message} Run 'opencodegen --help' for what there is.");
    return ExitCodes.Usage;
}

return await parsed.InvokeAsync();
