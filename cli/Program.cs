using OpenCode.CommandLine;
using OpenCodeGen.Cli;

return await ToolRun.MainAsync(GeneratorTool.Tool, args);
