using System.Text.Json.Serialization.Metadata;
using OpenCode.Models;
using OpenCode.Requests;
using OpenCode.Turns;

namespace OpenCode.Sessions;

/// <summary>A session of an agent: prompts are sent to it, and it remembers. Safe for use by many threads.</summary>
public sealed partial class OpenCodeSession
{
    private readonly RootRequestBuilder _client;
    private readonly TurnContext _context;
    private readonly SessionAccess _access;

    internal OpenCodeSession(RootRequestBuilder client, TurnContext context, SessionReference reference)
    {
        (_client, _context, Reference) = (client, context, reference);
        _access = new SessionAccess(client, reference.Id, reference.Directory);
    }

    /// <summary>The id of the session.</summary>
    public string Id => Reference.Id;

    /// <summary>What another process needs to go on with the session: <see cref="OpenCodeSessions.Attach"/>.</summary>
    public SessionReference Reference { get; }

    /// <summary>The builder of the session's own requests, for all that has no method here.</summary>
    public SessionItemRequestBuilder Requests => _access.Session;

    /// <summary>Sends a prompt. The turn is under way at once; await it, or enumerate it, or both.</summary>
    /// <param name="text">What to do.</param>
    /// <param name="cancellationToken">Aborts the turn, on the server too.</param>
    public Turn Prompt(string text, CancellationToken cancellationToken) => Prompt(text, null, cancellationToken);

    /// <summary>Sends a prompt. The turn is under way at once; await it, or enumerate it, or both.</summary>
    /// <param name="text">What to do.</param>
    /// <param name="options">How; null for the defaults, which permit nothing that needs a permission.</param>
    /// <param name="cancellationToken">Aborts the turn, on the server too.</param>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    /// <exception cref="SessionBusyException">The session works on another turn, and the options do not allow to wait.</exception>
    public Turn Prompt(string text, TurnOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new TurnOptions();
        return new Turn(_context, _access, new TurnPrompt.Text(text, options), options, cancellationToken);
    }

    /// <summary>
    /// Sends a prompt, and reads a value out of the last response. The agent is told the JSON Schema of the type; a response that does not fit is
    /// answered with what is wrong, until it does.
    /// </summary>
    /// <typeparam name="T">The type of the value; what it requires is required of the agent.</typeparam>
    /// <param name="text">What to do.</param>
    /// <param name="type">The type, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> or a resolver.</param>
    /// <param name="options">How; null for the defaults. Limits count for each turn.</param>
    /// <param name="attempts">How often the agent is asked at most; 3 by default.</param>
    /// <param name="cancellationToken">Aborts the turn, on the server too.</param>
    /// <exception cref="StructuredOutputException">The last response does not fit either.</exception>
    /// <exception cref="TurnFailedException">A turn did not complete.</exception>
    public async Task<StructuredResult<T>> PromptAsync<T>(
        string text, JsonTypeInfo<T> type, TurnOptions? options = null, int attempts = 3, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        TurnUsage usage = default;
        string prompt = StructuredAnswer.Ask(text, type);
        for (int attempt = 1; ; attempt++)
        {
            TurnResult result = await Prompt(prompt, options, cancellationToken);
            usage += result.Usage;
            string? problem = StructuredAnswer.TryRead(result.Text, type, out T? value);
            if (problem is null) return new StructuredResult<T>(value!, result, usage);
            if (attempt == attempts || !result.IsCompleted) throw new StructuredOutputException(problem, attempt, result);
            prompt = StructuredAnswer.AskAgain(problem);
        }
    }

    /// <summary>Runs a command of the server, such as <c>init</c> or one of the project's own.</summary>
    /// <param name="name">Its name, without the slash.</param>
    /// <param name="arguments">What stands behind the name.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Aborts the turn, on the server too.</param>
    public Turn Command(string name, string arguments = "", TurnOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(arguments);
        options ??= new TurnOptions();
        return new Turn(_context, _access, new TurnPrompt.Command(name.TrimStart('/'), arguments, options), options, cancellationToken);
    }

    /// <summary>Runs a command line in the project directory, without the model; the agent finds it in the conversation.</summary>
    /// <param name="commandLine">What to run.</param>
    /// <param name="options">How; null for the defaults. No permission is asked for.</param>
    /// <param name="cancellationToken">Aborts it, on the server too.</param>
    public Turn Shell(string commandLine, TurnOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commandLine);
        options ??= new TurnOptions();
        return new Turn(_context, _access, new TurnPrompt.Shell(commandLine, options), options, cancellationToken);
    }

    /// <summary>Reads what the server knows of the session.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Session> GetInfoAsync(CancellationToken cancellationToken = default) => Requests.GetAsync(_access.InDirectory, cancellationToken);

    /// <summary>Reads all messages with their parts, oldest first.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<MessageWithParts>> GetMessagesAsync(CancellationToken cancellationToken = default)
        => Requests.Message.GetAsync(
            c =>
            {
                if (Reference.Directory is { } directory) c.Query.Directory = directory;
            },
            cancellationToken);

    /// <summary>Reads the sessions of sub-agents, and of theirs; parents stand before their children.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    public Task<IReadOnlyList<Session>> GetDescendantsAsync(CancellationToken cancellationToken = default)
        => _access.ReadDescendantsAsync(cancellationToken);

    /// <summary>Reads the agent's list of things to do.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<Todo>> GetTodoAsync(CancellationToken cancellationToken = default)
        => Requests.Todo.GetAsync(_access.InDirectory, cancellationToken);

    /// <summary>Reads the files that a turn has changed.</summary>
    /// <param name="promptId">The turn's prompt; null for the newest one that was not taken back.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyList<SnapshotFileDiff>> GetDiffAsync(string? promptId = null, CancellationToken cancellationToken = default)
    {
        promptId ??= await ReadNewestPromptAsync(cancellationToken).ConfigureAwait(false);
        return promptId is null ? [] : await _access.ReadDiffAsync(promptId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a session of its own out of the conversation so far.</summary>
    /// <param name="beforeMessageId">The first message that it shall not have; null for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<OpenCodeSession> ForkAsync(string? beforeMessageId = null, CancellationToken cancellationToken = default)
    {
        Session fork =
            await Requests.Fork.PostAsync(new SessionForkRequest { MessageId = beforeMessageId }, _access.InDirectory, cancellationToken).ConfigureAwait(false);
        return new OpenCodeSession(_client, _context, new SessionReference(fork.Id, fork.Directory));
    }

    /// <summary>Gives the session another title.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Session> RenameAsync(string title, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(title);
        return Requests.PatchAsync(new SessionUpdateRequest { Title = title }, _access.InDirectory, cancellationToken);
    }

    /// <summary>Takes a message and all after it back, with the changes of files that they made; <see cref="UnrevertAsync"/> undoes that.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Session> RevertAsync(string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        return Requests.Revert.PostAsync(new SessionRevertRequest { MessageId = messageId }, _access.InDirectory, cancellationToken);
    }

    /// <summary>Brings back what <see cref="RevertAsync"/> took, until the next prompt.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Session> UnrevertAsync(CancellationToken cancellationToken = default) => Requests.Unrevert.PostAsync(_access.InDirectory, cancellationToken);

    /// <summary>Publishes the session at opencode.ai, if the server's configuration allows it.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The session with its public address.</returns>
    public Task<Session> ShareAsync(CancellationToken cancellationToken = default) => Requests.Share.PostAsync(_access.InDirectory, cancellationToken);

    /// <summary>Takes the session's public page away.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Session> UnshareAsync(CancellationToken cancellationToken = default) => Requests.Share.DeleteAsync(_access.InDirectory, cancellationToken);

    /// <summary>Stops whatever the session and its sub-agents are doing, whoever began it. To stop a turn of one's own, abort that.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task AbortAsync(CancellationToken cancellationToken = default)
    {
        await _access.AbortAsync(Id, cancellationToken).ConfigureAwait(false);
        foreach (Session child in await GetDescendantsAsync(cancellationToken).ConfigureAwait(false))
            await _access.AbortAsync(child.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the session and deletes it, with those of its sub-agents and all messages.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task DeleteAsync(CancellationToken cancellationToken = default)
    {
        await AbortAsync(cancellationToken).ConfigureAwait(false);
        await Requests.DeleteAsync(_access.InDirectory, cancellationToken).ConfigureAwait(false);
    }

    // What was taken back is stored until the next prompt.
    private async Task<string?> ReadNewestPromptAsync(CancellationToken cancellationToken)
    {
        Session info = await GetInfoAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MessageWithParts> messages = await GetMessagesAsync(cancellationToken).ConfigureAwait(false);
        return messages.LastOrDefault(
            m => m.Info is UserMessage && (info.Revert is not { } taken || string.CompareOrdinal(m.Info.Id, taken.MessageId) < 0))?.Info.Id;
    }

    /// <summary>Names the session.</summary>
    public override string ToString() => Id;
}
