using OpenCode;
using OpenCode.Approvals;
using OpenCode.Sessions;
using OpenCode.Turns;

// The ten lines of the README; a test holds the two against each other and runs them: dotnet run --project samples/TenLines -- http://127.0.0.1:4096
await using var client = new OpenCodeClient(args is [var address] ? address : "http://127.0.0.1:4096");
OpenCodeSession session = await client.Sessions.CreateAsync("Fix the build");
Turn turn = session.Prompt("Why does the build fail?", new TurnOptions { Permissions = PermissionPolicy.DenyAll.Allow("bash", "dotnet *") });
await foreach (TurnUpdate update in turn)
{
    if (update is TextUpdate text) Console.Write(text.Delta);
    if (update is ToolStartedUpdate tool) Console.WriteLine($"[{tool.Tool}]");
}
TurnResult result = await turn;
Console.WriteLine($"\n{result.Outcome}: {result.Usage.TotalTokens} tokens, {result.Diff.Count} files changed");
