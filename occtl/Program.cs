using OpenCode.CommandLine;
using OpenCode.Ctl;
using OpenCode.Ctl.Prompts;

return await BackgroundWatch.TryRunAsync() ?? await ToolRun.MainAsync(Occtl.Tool, args);
