using OpenCodeGen.Cli;

return await CommandLine.RunAsync(args, Console.Error);
