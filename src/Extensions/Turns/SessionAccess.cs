using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Turns;

/// <summary>What a turn asks the server about its session.</summary>
internal sealed class SessionAccess(RootRequestBuilder client, string sessionId, string? directory, RequestBudgets? budgets = null)
{
    private const int FirstPage = 50;

    // What a turn asks is little, and is asked again: a connection that has died without a word shall not hold it up for long.
    private static readonly RequestBudgets _short = new() { ResponseHeaders = TimeSpan.FromSeconds(20), IdleBetweenBytes = TimeSpan.FromSeconds(20) };

    /// <summary>The session.</summary>
    public string SessionId { get; } = sessionId;

    /// <summary>The builder of the session's requests.</summary>
    public SessionItemRequestBuilder Session => client.Session[SessionId];

    /// <summary>Names the session's directory in a request.</summary>
    public void InDirectory(RequestConfiguration<DirectoryWorkspaceQuery> configuration)
    {
        if (directory is not null) configuration.Query.Directory = directory;
    }

    /// <summary>The same session for a turn, whose requests have limits of their own.</summary>
    public SessionAccess ForTurn() => new(client, SessionId, directory, _short);

    /// <summary>As <see cref="InDirectory"/>, within the limits that requests have here.</summary>
    public void Briefly(RequestConfiguration<DirectoryWorkspaceQuery> configuration)
    {
        InDirectory(configuration);
        configuration.Budgets = budgets;
    }

    /// <summary>As <see cref="InDirectory"/>, for a request that takes as long as the turn.</summary>
    public void WithoutLimits(RequestConfiguration<DirectoryWorkspaceQuery> configuration)
    {
        InDirectory(configuration);
        configuration.Budgets = RequestBudgets.Unlimited;
    }

    /// <summary>The newest message of the session; null when it has none.</summary>
    public async Task<MessageWithParts?> ReadNewestAsync(CancellationToken cancellationToken)
        => await ReadPageAsync(SessionId, 1, cancellationToken).ConfigureAwait(false) is [.., { } newest] ? newest : null;

    /// <summary>The messages of a session from a message on, which need not be there.</summary>
    public async Task<IReadOnlyList<MessageWithParts>> ReadFromAsync(string session, string firstId, CancellationToken cancellationToken)
    {
        for (int limit = FirstPage; ; limit *= 4)
        {
            IReadOnlyList<MessageWithParts> page = await ReadPageAsync(session, limit, cancellationToken).ConfigureAwait(false);
            bool isWhole = page.Count < limit || string.CompareOrdinal(page[0].Info.Id, firstId) < 0;
            if (isWhole) return [.. page.Where(m => string.CompareOrdinal(m.Info.Id, firstId) >= 0)];
        }
    }

    /// <summary>As <see cref="ReadFromAsync"/>, for the session of a sub-agent, which may have been deleted: then there is nothing.</summary>
    public async Task<IReadOnlyList<MessageWithParts>> ReadChildAsync(string session, string firstId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadFromAsync(session, firstId, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiStatusException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    /// <summary>Which sessions are at work, as the server says; it is not always right.</summary>
    public Task<IReadOnlyDictionary<string, SessionStatus>> ReadStatusAsync(CancellationToken cancellationToken)
        => client.Session.Status.GetAsync(Briefly, cancellationToken);

    /// <summary>Whether a status says that a session is at work; those that are idle are mostly not in it.</summary>
    public static bool IsBusy(IReadOnlyDictionary<string, SessionStatus> status, string session)
        => status.TryGetValue(session, out SessionStatus? known) && known is not SessionStatusIdle;

    /// <summary>All sessions below a session, parents before their children.</summary>
    public async Task<IReadOnlyList<Session>> ReadDescendantsAsync(CancellationToken cancellationToken)
    {
        List<Session> found = [];
        for (int next = -1; next < found.Count; next++)
        {
            string parent = next < 0 ? SessionId : found[next].Id;
            try
            {
                found.AddRange(await client.Session[parent].Children.GetAsync(Briefly, cancellationToken).ConfigureAwait(false));
            }
            catch (ApiStatusException e) when (next >= 0 && e.Status == HttpStatusCode.NotFound)
            {
                // Deleted since its parent told of it.
            }
        }

        return found;
    }

    /// <summary>The permissions that wait for a decision, in the whole directory.</summary>
    public Task<IReadOnlyList<PermissionRequest>> ReadPermissionsAsync(CancellationToken cancellationToken)
        => client.Permission.GetAsync(Briefly, cancellationToken);

    /// <summary>The questions that wait for an answer, in the whole directory.</summary>
    public Task<IReadOnlyList<QuestionRequest>> ReadQuestionsAsync(CancellationToken cancellationToken)
        => client.Question.GetAsync(Briefly, cancellationToken);

    /// <summary>Decides on a permission; it is no failure when somebody else has.</summary>
    public Task ReplyAsync(PermissionRequest request, PermissionReply reply, string? message, CancellationToken cancellationToken)
        => UnlessGoneAsync(client.Permission[request.Id].Reply.PostAsync(new() { Reply = reply, Message = message }, Briefly, cancellationToken));

    /// <summary>Answers or dismisses questions; it is no failure when somebody else has.</summary>
    public Task ReplyAsync(QuestionRequest request, IReadOnlyList<IReadOnlyList<string>>? answers, CancellationToken cancellationToken)
        => UnlessGoneAsync(answers is null
            ? client.Question[request.Id].Reject.PostAsync(Briefly, cancellationToken)
            : client.Question[request.Id].Reply.PostAsync(new() { Answers = answers }, Briefly, cancellationToken));

    /// <summary>Aborts what a session is doing.</summary>
    public Task AbortAsync(string session, CancellationToken cancellationToken)
        => UnlessGoneAsync(client.Session[session].Abort.PostAsync(Briefly, cancellationToken));

    /// <summary>Deletes a prompt that the server has not begun to work on. Does nothing when it begins in this moment.</summary>
    public async Task DeleteMessageAsync(string messageId, CancellationToken cancellationToken)
    {
        try
        {
            await UnlessGoneAsync(Session.Message[messageId].DeleteAsync(Briefly, cancellationToken)).ConfigureAwait(false);
        }
        catch (ApiStatusException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // The session is busy, although its status said that it was idle.
        }
    }

    /// <summary>The changes that a prompt has led to.</summary>
    public Task<IReadOnlyList<SnapshotFileDiff>> ReadDiffAsync(string promptId, CancellationToken cancellationToken)
        => Session.Diff.GetAsync(
            c =>
            {
                c.Budgets = budgets;
                c.Query.MessageId = promptId;
                if (directory is not null) c.Query.Directory = directory;
            },
            cancellationToken);

    private static async Task UnlessGoneAsync(Task request)
    {
        try
        {
            await request.ConfigureAwait(false);
        }
        catch (ApiStatusException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Somebody else was faster.
        }
    }

    private Task<IReadOnlyList<MessageWithParts>> ReadPageAsync(string session, int limit, CancellationToken cancellationToken)
        => client.Session[session].Message.GetAsync(
            c =>
            {
                c.Budgets = budgets;
                c.Query.Limit = limit;
                if (directory is not null) c.Query.Directory = directory;
            },
            cancellationToken);
}
