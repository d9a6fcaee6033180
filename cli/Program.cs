using OpenCode.CommandLine;
using OpenCodeGen.Cli;

return await ToolRun.MainAsync(CommandLine.Tool, args);
