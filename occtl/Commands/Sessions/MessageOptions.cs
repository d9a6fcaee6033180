using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary>Which messages are shown, and what of them.</summary>
internal sealed class MessageOptions
{
    private readonly Option<int?> _limit = new("--limit", "-n") { Description = "The last ones only." };
    private readonly Option<string?> _role = new("--role") { Description = "Only those of user or of assistant." };
    private readonly Option<string?> _search = new("--search", "-g") { Description = "Only those that have a text, capitals or not." };
    private readonly Option<bool> _full = new("--full") { Description = "With what tools gave back, and what the agent thought." };
    private readonly Option<bool> _compact = new("--compact", "-c") { Description = "One line a message." };
    private readonly Option<bool> _noTools = new("--no-tools") { Description = "Without calls of tools." };
    private readonly Option<bool> _chain = new("--chain", "-C") { Description = "With those of the sessions that it works for." };

    public MessageOptions() => _role.AcceptOnlyFromAmong("user", "assistant");

    public IReadOnlyList<Option> All => [_limit, _role, _search, _full, _compact, _noTools, _chain];

    public MessageText.View View(ParseResult result) => new(!result.GetValue(_noTools), result.GetValue(_full), result.GetValue(_compact));

    /// <summary>Reads the messages of a session, and of those above it where that is asked for.</summary>
    public async Task<IReadOnlyList<MessageWithParts>> ReadAsync(ParseResult result, SessionHandle handle, CancellationToken cancellationToken)
    {
        if (!result.GetValue(_chain)) return await handle.Session.GetMessagesAsync(cancellationToken);
        List<MessageWithParts> all = [];
        foreach (Session session in await SessionChain.ReadAsync(handle, cancellationToken))
        {
            all.AddRange(await handle.Client.Sessions.Attach(new OpenCode.Sessions.SessionReference(session.Id, session.Directory))
                .GetMessagesAsync(cancellationToken));
        }

        return all;
    }

    /// <summary>Leaves out what is not asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="limit">How many, where the command line does not say; null for all.</param>
    public IReadOnlyList<MessageWithParts> Select(ParseResult result, IReadOnlyList<MessageWithParts> messages, int? limit)
    {
        IEnumerable<MessageWithParts> shown = messages.Where(m => IsMeant(result, m));
        return [.. (result.GetValue(_limit) ?? limit) is { } most ? shown.TakeLast(most) : shown];
    }

    public bool IsMeant(ParseResult result, MessageWithParts message)
        => (result.GetValue(_role) is not { } role || message.Info.Role == role)
            && (result.GetValue(_search) is not { } text || MessageText.Text(message).Contains(text, StringComparison.OrdinalIgnoreCase));
}
