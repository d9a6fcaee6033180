using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Verification.Contract.States;

/// <summary>What a model and its tools do in a session of the first API.</summary>
internal static class ConversationStates
{
    public static IReadOnlyList<ProviderState> All => [.. Conversations.Select(static s => s with { Needs = ServerNeed.Model })];

    private static IReadOnlyList<ProviderState> Conversations { get; } =
    [
        new("a model that answers with a text", static (context, token) => ScriptAsync(context, token, new ModelTurn().Text("Hello", " there."))),
        new("a model that thinks", static (context, token) => ScriptAsync(context, token, new ModelTurn().Reasoning("I should greet.").Text("Hello."))),
        new("a model that refuses", static (context, token) => ScriptAsync(context, token, ModelTurn.Failing(400))),
        new("a model that is blocked", static (context, token) => ScriptAsync(context, token, new ModelTurn().Text("Well").Finish("content_filter"))),
        new("a session with a conversation", WholeConversationAsync) { IsShared = true },
        new("a session with a conversation of its own", static (context, token) => SessionStates.ConverseAsync(context, token, new ModelTurn().Text("Hello."))),
        new("a session with a failed tool", static (context, token) => SessionStates.ConverseAsync(
            context, token, new ModelTurn().ToolCall("read", new { filePath = "missing.txt" }), new ModelTurn().Text("It is not there."))) { IsShared = true },
        new("a session with a changed file", static (context, token) => SessionStates.ConverseAsync(
            context, token, new ModelTurn().ToolCall("bash", new { command = "echo changed > by-agent.txt", description = "Write" }),
                new ModelTurn().Text("Done."))) { IsShared = true },
        new("a session with a running tool", RunningToolAsync),
        new("a session with a subtask", SubtaskAsync) { IsShared = true },
        new("a summarised session", SummarisedAsync) { IsShared = true },
        new("an aborted session", AbortedAsync) { IsShared = true },
        new("a session whose model is out of order", OutOfOrderAsync),
    ];

    private static async Task<StateValues> ScriptAsync(StateContext context, CancellationToken cancellationToken, params ModelTurn[] turns)
    {
        string session = await SessionStates.CreateAsync(context, cancellationToken);
        context.Model.Enqueue(turns);
        return new() { ["sessionID"] = session };
    }

    private static Task<StateValues> WholeConversationAsync(StateContext context, CancellationToken cancellationToken) => SessionStates.ConverseAsync(
        context, cancellationToken,
        new ModelTurn().Reasoning("I should look.").ToolCall("bash", new { command = "echo two", description = "Say two" }),
        new ModelTurn().Text("Two."));

    private static async Task<StateValues> RunningToolAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await SessionStates.CreateAsync(context, cancellationToken);
        context.Model.Enqueue(new ModelTurn().ToolCall("bash", new { command = "sleep 30", description = "Wait" }));
        var requests = context.Client.Session[session];
        await requests.PromptAsync.PostAsync(new() { Parts = [new TextPartInput { Text = "Wait." }] }, cancellationToken: cancellationToken);
        await StateContext.UntilAsync(
            async () => (await requests.Message.GetAsync(cancellationToken: cancellationToken)).SelectMany(static m => m.Parts).OfType<ToolPart>()
                .FirstOrDefault(static t => t.State is ToolStateRunning),
            "A running tool", cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task<StateValues> SubtaskAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await SessionStates.CreateAsync(context, cancellationToken);
        context.Model.Enqueue(new ModelTurn().Text("I looked."), new ModelTurn().Text("It was looked at."));
        await context.Client.Session[session].Message.PostAsync(
            new() { Parts = [new SubtaskPartInput { Agent = "general", Description = "Look", Prompt = "Look around." }] },
                cancellationToken: cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task<StateValues> SummarisedAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values =
            await SessionStates.ConverseAsync(context, cancellationToken, new ModelTurn().Text("Hello."), new ModelTurn().Text("They said hello."));
        await context.Client.Session[values["sessionID"]].Summarize.PostAsync(new() { ProviderId = "scripted", ModelId = "one" },
            cancellationToken: cancellationToken);
        return values;
    }

    private static async Task<StateValues> AbortedAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = (await SessionStates.BusyAsync(context, cancellationToken))["sessionID"];
        var requests = context.Client.Session[session];
        await requests.Abort.PostAsync(cancellationToken: cancellationToken);
        await StateContext.UntilAsync(
            async () => (await requests.Message.GetAsync(cancellationToken: cancellationToken)).Select(static m => m.Info).OfType<AssistantMessage>()
                .FirstOrDefault(static m => m.Error is not null),
            "The aborted answer", cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task<StateValues> OutOfOrderAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await SessionStates.CreateAsync(context, cancellationToken);

        // Said so, the server waits this long; on its own it would try again after two seconds.
        context.Model.Enqueue(ModelTurn.Failing(503, retryAfter: TimeSpan.FromSeconds(20)));
        await context.Client.Session[session].PromptAsync.PostAsync(new() { Parts = [new TextPartInput { Text = "Hello." }] },
            cancellationToken: cancellationToken);
        await StateContext.UntilAsync(
            async () => (await context.Client.Session.Status.GetAsync(cancellationToken: cancellationToken)).GetValueOrDefault(session) as SessionStatusRetry,
            "A session that tries again", cancellationToken);
        return new() { ["sessionID"] = session };
    }
}
