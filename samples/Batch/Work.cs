using OpenCode.Approvals;
using OpenCode.Models;
using OpenCode.Sessions;
using OpenCode.Turns;

namespace BatchSample;

/// <summary>Has one prompt answered, and once only, however often this program is killed.</summary>
internal sealed class Work(Journal journal)
{
    private const string GoOn = "You were interrupted. Go on where you stopped.";

    private static readonly TurnOptions _options = new() { Permissions = PermissionPolicy.DenyAll, ThrowOn = TurnOptions.ThrowOnNothing };

    /// <summary>Sends a prompt for the first time, in a session of its own.</summary>
    public async Task<WorkDone> BeginAsync(int prompt, WorkServer server, CancellationToken cancellationToken)
    {
        OpenCodeSession session = await server.Client.Sessions.CreateAsync($"Prompt {prompt}", cancellationToken);
        JournalEntry entry = new(prompt, server.Number, session.Reference);
        journal.Add(entry);
        return await SendAsync(entry, session, TextOf(prompt), cancellationToken);
    }

    /// <summary>Goes on with a prompt of which the journal says that it was sent, or nearly so: the session knows better.</summary>
    public async Task<WorkDone> ResumeAsync(JournalEntry entry, WorkServer server, CancellationToken cancellationToken)
    {
        OpenCodeSession session = server.Client.Sessions.Attach(entry.Session);

        // A server that was not killed has worked on.
        await session.WaitUntilIdleAsync(cancellationToken);
        IReadOnlyList<MessageWithParts> messages = await session.GetMessagesAsync(cancellationToken);
        if (messages.Count == 0) return await SendAsync(entry, session, TextOf(entry.Prompt), cancellationToken);
        return messages[^1] is { Info: AssistantMessage { Error: null, Time.Completed: not null, Finish: "stop" } } last
            ? Note(entry, string.Concat(last.Parts.OfType<TextPart>().Select(static t => t.Text)), WorkSource.Found)
            : await SendAsync(entry, session, GoOn, cancellationToken);
    }

    private static string TextOf(int prompt) => $"Prompt {prompt}: say that it is done.";

    private async Task<WorkDone> SendAsync(JournalEntry entry, OpenCodeSession session, string text, CancellationToken cancellationToken)
    {
        TurnResult result = await session.Prompt(text, _options, cancellationToken).GetResultAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (!result.IsCompleted) return new WorkDone(entry, WorkSource.Failed, $"{result.Outcome}: {result.Error}");
        return Note(entry, result.Text, text == GoOn ? WorkSource.Continued : WorkSource.Sent);
    }

    private WorkDone Note(JournalEntry entry, string answer, WorkSource source)
    {
        JournalEntry answered = entry with { Answer = answer };
        journal.Add(answered);
        return new WorkDone(answered, source, answer);
    }
}
