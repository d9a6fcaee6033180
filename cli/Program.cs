using System.CommandLine;
using OpenCodeGen.Cli;
using OpenCodeGen.Cli.Commands;

var root = new RootCommand("Generates and checks typed .NET clients for OpenCode servers.")
{
    GenerateCommand.Create(),
    CheckTrafficCommand.Create(),
    VerifyCommand.Create(),
    PublishCommand.Create(),
};
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"{parsed.Errors[0].Message} Run 'opencodegen --help' for what there is.");
    return ExitCodes.Usage;
}

// After Ctrl-C a command may take this long to end the servers it started.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
