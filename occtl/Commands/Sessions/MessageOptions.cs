using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Sessions;

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

    /// <param name="result">The command line.</param>
    /// <param name="session">The session.</param>
    /// <param name="limit">How many, where the command line does not say; null for all.</param>
    public MessageQuery Read(ParseResult result, SessionName session, int? limit) => new(session)
    {
        Limit = result.GetValue(_limit) ?? limit,
        Role = result.GetValue(_role),
        Search = result.GetValue(_search),
        Chain = result.GetValue(_chain),
    };
}
