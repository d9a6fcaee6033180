using OpenCodeGen.Cli;

Console.SetOut(new StandardStream(Console.Out, "Standard output"));
Console.SetError(new StandardStream(Console.Error, name: null));
return await CommandLine.RunAsync(args, Console.Error);
