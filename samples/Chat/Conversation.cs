using OpenCode;
using OpenCode.Models;
using OpenCode.Sessions;

namespace ChatSample;

/// <summary>The session that is talked to, and with which model.</summary>
internal sealed class Conversation(OpenCodeClient client, string? model)
{
    private OpenCodeSession? _session;

    /// <summary>The model, as provider/model; null for the server's.</summary>
    public string? Model { get; set; } = model;

    /// <summary>The session; null before the first prompt.</summary>
    public OpenCodeSession? Current => _session;

    /// <summary>The session; created when there is none.</summary>
    public async Task<OpenCodeSession> SessionAsync(CancellationToken cancellationToken)
        => _session ??= await client.Sessions.CreateAsync(cancellationToken: cancellationToken);

    /// <summary>The newest prompt that has not been taken back; null when there is none.</summary>
    public async Task<MessageWithParts?> LastPromptAsync(CancellationToken cancellationToken)
    {
        if (_session is null) return null;

        // What was taken back stays among the messages until the next prompt.
        string? reverted = (await _session.GetInfoAsync(cancellationToken)).Revert?.MessageId;
        return (await _session.GetMessagesAsync(cancellationToken))
            .LastOrDefault(m => m.Info is UserMessage && (reverted is null || string.CompareOrdinal(m.Info.Id, reverted) < 0));
    }

    /// <summary>Begins anew with the next prompt.</summary>
    public void Leave() => _session = null;

    /// <summary>Goes on with a session that exists.</summary>
    public void Continue(SessionReference reference) => _session = client.Sessions.Attach(reference);
}
