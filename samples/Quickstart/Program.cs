using OpenCode;
using OpenCode.Models;
using OpenCode.Testing;

// A real server on loopback, with a model that answers from a script, so that the sample needs no account and no network.
await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync();
sandbox.Model.Enqueue(
    new ModelTurn().Reasoning("The user wants to see the files.").ToolCall("bash", new { command = "ls", description = "List the files" }),
    new ModelTurn().Text("There is one file, ", "README.md."));

await using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory });

GlobalHealthResponse health = await client.Global.Health.GetAsync();
Console.WriteLine($"server {health.Version}, healthy: {health.Healthy}");

Session session = await client.Session.PostAsync(new() { Title = "List the files" });
Console.WriteLine($"created {session.Id}, \"{session.Title}\"");

SessionPromptResponse reply = await client.Session[session.Id].Message.PostAsync(
    new() { Parts = [new TextPartInput { Text = "Which files are here?" }] });
Console.WriteLine($"answered by {reply.Info.ModelId}, finish: {reply.Info.Finish}");

// The answer holds the turn's last step; earlier steps, such as tool calls, are messages of their own.
foreach (MessageWithParts message in await client.Session[session.Id].Message.GetAsync())
{
    foreach (Part part in message.Parts)
    {
        Console.WriteLine(part switch
        {
            TextPart text => $"  {message.Info.Role}: {text.Text}",
            ReasoningPart reasoning => $"  {message.Info.Role} thinks: {reasoning.Text}",
            ToolPart { State: ToolStateCompleted done } tool => $"  {message.Info.Role} ran {tool.Tool} ({done.Title}): {done.Output.Trim()}",
            UnknownPart unknown => $"  {message.Info.Role}: a {unknown.Type} part, kept as JSON",
            _ => $"  {message.Info.Role}: {part.Type}",
        });
    }
}

IReadOnlyList<Session> sessions = await client.Session.GetAsync(c => c.Query.Limit = 10);
Console.WriteLine($"sessions: {sessions.Count}");
Console.WriteLine($"deleted: {await client.Session[session.Id].DeleteAsync()}");
