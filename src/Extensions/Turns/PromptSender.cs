using OpenCode.Core.Errors;
using OpenCode.Events;
using OpenCode.Requests;

namespace OpenCode.Turns;

/// <summary>Sends the prompt of a turn, and again where it is certain that the server does not have it.</summary>
internal sealed class PromptSender(TurnPrompt prompt, SessionAccess access, string promptId, ServerClock clock, CancellationToken turnToken)
{
    private const int MostRepeats = 3;

    // The same ids each time, so that the server finds what it has when the prompt is sent again.
    private readonly List<string> _partIds = [];
    private int _repeats;

    /// <summary>The request under way; null for none.</summary>
    public Task? Sending { get; private set; }

    /// <summary>Whether a request is under way.</summary>
    public bool IsSending => Sending is not null;

    /// <summary>Whether something happened that the prompt may not have survived.</summary>
    public bool MayBeLost { get; set; }

    /// <summary>Sends it.</summary>
    public void Send()
    {
        int part = 0;
        MayBeLost = false;
        Sending = prompt.SendAsync(access, promptId, () => PartId(part++), turnToken);
    }

    /// <summary>Sends it once more.</summary>
    /// <returns>False when that is not possible, or has been done often enough.</returns>
    public bool Repeat()
    {
        if (!prompt.IsRepeatable || _repeats++ == MostRepeats) return false;
        Send();
        return true;
    }

    /// <summary>Sees whether the request is over.</summary>
    /// <returns>Whether it is, for the first time.</returns>
    /// <exception cref="ApiException">The server refused the prompt.</exception>
    public async Task<bool> CheckAsync()
    {
        if (Sending is not { IsCompleted: true } sent) return false;
        Sending = null;
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (ApiException e) when (RequestFailure.MayHeal(e))
        {
            // The server may have taken it all the same: reading tells.
            MayBeLost = true;
        }

        return true;
    }

    private string PartId(int index)
    {
        while (_partIds.Count <= index) _partIds.Add(MessageIds.Next("prt", clock));
        return _partIds[index];
    }
}
