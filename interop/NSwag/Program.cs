using OpenCode.NSwag;
using OpenCode.NSwag.Streams;
using OpenCode.Testing;

// A real server on loopback, with a model that answers from a script, so that the sample needs no account and no network.
await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync();
sandbox.Model.Enqueue(
    new ModelTurn().Reasoning("The user wants to see the files.").ToolCall("bash", new { command = "ls", description = "List the files" }),
    new ModelTurn().Text("There is one file, ", "README.md."));
using OpenCodeNSwag openCode = new(sandbox.BaseUri);
OpenCodeNSwagClient client = openCode.Client;

Console.WriteLine($"healthy: {(await client.Global_healthAsync()).Healthy}");
LocationInfo location = await client.V2_location_getAsync(locationdirectory: sandbox.Directory);
Console.WriteLine($"at home in its directory: {location.Directory == sandbox.Directory}");

// Events arrive from the first on that the server writes, which says that it listens.
using CancellationTokenSource ending = new();
TaskCompletionSource listening = new();
Task<int> counting = CountAsync();
await listening.Task;

Session session = await client.Session_createAsync(directory: sandbox.Directory, body: new SessionCreateBody { Title = "List the files" });
DateTimeOffset created = DateTimeOffset.FromUnixTimeMilliseconds(session.Time.Created);
Console.WriteLine($"created \"{session.Title}\" in {created.Year}");
await client.Session_promptAsync(
    session.Id, directory: sandbox.Directory, body: new SessionPromptBody { Parts = [new TextPartInput { Text = "Which files are here?" }] });

// The answer holds the turn's last step; earlier steps, such as tool calls, are messages of their own.
foreach (SessionMessagesResponseItem message in await client.Session_messagesAsync(session.Id, directory: sandbox.Directory))
{
    string role = message.Info is UserMessage ? "user" : "assistant";
    foreach (Part part in message.Parts)
    {
        string? line = part switch
        {
            TextPart text => $"{role}: {text.Text}",
            ReasoningPart reasoning => $"{role} thinks: {reasoning.Text}",
            ToolPart { State: ToolStateCompleted done } tool => $"{role} ran {tool.Tool}: {done.Output.Trim()}",
            _ => null,
        };
        if (line is not null) Console.WriteLine($"  {line}");
    }
}

ICollection<Session> sessions = await client.Session_listAsync(directory: sandbox.Directory);
Console.WriteLine($"sessions: {sessions.Count}");
try
{
    await client.Session_getAsync("ses_0000000000000000000000", directory: sandbox.Directory);
}
catch (ApiException<NotFoundError> e)
{
    Console.WriteLine($"{e.StatusCode}: {e.Result.Data.Message}");
}

await ending.CancelAsync();
Console.WriteLine($"events seen: {await counting > 0}");

async Task<int> CountAsync()
{
    int count = 0;
    try
    {
        await foreach (StreamedEvent<Event> item in openCode.SubscribeAsync(sandbox.Directory, ending.Token))
        {
            if (item.Event is EventServerConnected) listening.TrySetResult();
            if (item.Event is EventMessagePartUpdated { Properties.Part: not null }) count++;
        }
    }
    catch (OperationCanceledException) when (ending.IsCancellationRequested)
    {
        // That is how it ends.
    }

    return count;
}
