using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Verification.Contract.States;

/// <summary>Sessions of the first API.</summary>
internal static class SessionStates
{
    public static IReadOnlyList<ProviderState> All { get; } =
    [
        new("a session", static async (context, token) => new() { ["sessionID"] = await CreateAsync(context, token) }) { IsShared = true },
        new("a session of its own", static async (context, token) => new() { ["sessionID"] = await CreateAsync(context, token) }),
        new("a session with a child", ChildAsync) { IsShared = true },
        new("a session with a note", NoteAsync),
        new("a session with a to-do", TodoAsync) { IsShared = true, Needs = ServerNeed.Model },
        new("a reverted session", RevertedAsync) { Uses = "session.revert" },
        new("a busy session", BusyAsync) { Needs = ServerNeed.Model },
        new("an event of another server", OtherServerAsync),
    ];

    public static async Task<string> CreateAsync(StateContext context, CancellationToken cancellationToken)
    {
        Session session = await context.Client.Session.PostAsync(new() { Title = "Verified" }, cancellationToken: cancellationToken);
        context.OnTearDown(token => context.Client.Session[session.Id].DeleteAsync(cancellationToken: token));

        // What still runs would take the next state's turns from the model.
        context.OnTearDown(token => context.Client.Session[session.Id].Abort.PostAsync(cancellationToken: token));
        return session.Id;
    }

    /// <summary>A prompt that a model answers with what is given; the last turn must not call a tool.</summary>
    public static async Task<StateValues> ConverseAsync(StateContext context, CancellationToken cancellationToken, params ModelTurn[] turns)
    {
        string session = await CreateAsync(context, cancellationToken);
        context.Model.Enqueue(turns);
        SessionPromptResponse reply = await context.Client.Session[session].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = "Go on." }] }, cancellationToken: cancellationToken);
        return new() { ["sessionID"] = session, ["messageID"] = reply.Info.Id };
    }

    private static async Task<StateValues> ChildAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        await context.Client.Session.PostAsync(new() { Title = "Child", ParentId = session }, cancellationToken: cancellationToken);
        return new() { ["sessionID"] = session };
    }

    /// <summary>A message of the user that no model was asked about: quick, and there for changing.</summary>
    private static async Task<StateValues> NoteAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        await context.Client.Session[session].Message.PostAsync(
            new() { NoReply = true, Parts = [new TextPartInput { Text = "A note." }] }, cancellationToken: cancellationToken);
        IReadOnlyList<MessageWithParts> messages = await context.Client.Session[session].Message.GetAsync(cancellationToken: cancellationToken);
        if (messages is not [{ Info: UserMessage message, Parts: [TextPart part, ..] }, ..])
            throw new StateException("The note is not among the session's messages");
        return new() { ["sessionID"] = session, ["messageID"] = message.Id, ["partID"] = part.Id, ["newMessageID"] = IdAfter(message.Id) };
    }

    private static Task<StateValues> TodoAsync(StateContext context, CancellationToken cancellationToken)
    {
        object todos = new[] { new { content = "Look around", status = "in_progress", priority = "high", id = "1" } };
        return ConverseAsync(context, cancellationToken, new ModelTurn().ToolCall("todowrite", new { todos }), new ModelTurn().Text("Noted."));
    }

    private static async Task<StateValues> RevertedAsync(StateContext context, CancellationToken cancellationToken)
    {
        StateValues values = await NoteAsync(context, cancellationToken);
        await context.Client.Session[values["sessionID"]].Revert.PostAsync(new() { MessageId = values["messageID"] }, cancellationToken: cancellationToken);
        return values;
    }

    /// <summary>A session in the middle of an answer that does not go on.</summary>
    public static async Task<StateValues> BusyAsync(StateContext context, CancellationToken cancellationToken)
    {
        string session = await CreateAsync(context, cancellationToken);
        int before = context.Model.Requests.Count;
        context.Model.Enqueue(new ModelTurn().Text("Let me think").Hang());
        await context.Client.Session[session].PromptAsync.PostAsync(new() { Parts = [new TextPartInput { Text = "Think." }] },
            cancellationToken: cancellationToken);
        await StateContext.UntilAsync(() => Task.FromResult(context.Model.Requests.Count > before ? session : null), "The agent's request to its model",
            cancellationToken);
        return new() { ["sessionID"] = session };
    }

    private static async Task<StateValues> OtherServerAsync(StateContext context, CancellationToken cancellationToken)
    {
        Project project = await context.Client.Project.Current.GetAsync(cancellationToken: cancellationToken);
        return new()
        {
            ["directory"] = context.Directory,
            ["projectID"] = project.Id,
            ["sessionID"] = "ses_1f82bba7300120pA6ypeDxjGvD",
            ["eventID"] = "evt_1f82bba7300120pA6ypeDxjGvD",
        };
    }

    /// <summary>An id that sorts right behind another: a prefix, 12 hex digits of time and counter, 14 letters.</summary>
    private static string IdAfter(string id)
    {
        int prefix = id.IndexOf('_', StringComparison.Ordinal) + 1;
        long time = long.Parse(id.AsSpan(prefix, 12), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        return $"{id[..prefix]}{time + 1:x12}{id[(prefix + 12)..]}";
    }
}
