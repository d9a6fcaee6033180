using OpenCode.CommandLine;
using OpenCode.Ctl;

return await ToolRun.MainAsync(Occtl.Tool, args);
