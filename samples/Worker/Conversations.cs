using System.Collections.Concurrent;
using OpenCode.Approvals;
using OpenCode.Core.Errors;
using OpenCode.Sessions;
using OpenCode.Turns;

namespace WorkerSample;

/// <summary>The sessions that this service works with. A turn goes on whether somebody reads it or not; when the service stops, it is aborted.</summary>
internal sealed partial class Conversations(PermissionPolicy permissions, IHostApplicationLifetime lifetime, ILogger<Conversations> logger)
{
    private readonly ConcurrentDictionary<string, Conversation> _all = new(StringComparer.Ordinal);

    /// <summary>The conversation in a session.</summary>
    public Conversation Of(string session) => _all.GetOrAdd(session, static _ => new Conversation());

    /// <summary>Sends a prompt, after those that are under way.</summary>
    public void Begin(OpenCodeSession session, string text)
    {
        Conversation conversation = Of(session.Id);
        Turn turn = session.Prompt(text, new TurnOptions { Permissions = permissions }, lifetime.ApplicationStopping);
        conversation.Add(UpdateMessage.OfPrompt(session.Id, text));
        _ = RelayAsync(turn, conversation);
    }

    private async Task RelayAsync(Turn turn, Conversation conversation)
    {
        try
        {
            await foreach (TurnUpdate update in turn)
            {
                if (UpdateMessage.Of(update) is { } message) conversation.Add(message);
            }
        }
        catch (Exception e) when (e is ApiException or InvalidOperationException)
        {
            LogFailed(turn.SessionId, e.Message);
            conversation.Add(UpdateMessage.OfFailure(turn.SessionId, e.Message));
        }
    }

    [LoggerMessage(LogLevel.Warning, "A turn in session {SessionId} failed: {Reason}")]
    private partial void LogFailed(string sessionId, string reason);
}
