using System.CommandLine;
using OpenCode.Ctl.Notifications;

namespace OpenCode.Ctl.Commands;

/// <summary>The option that names whom to tell.</summary>
internal sealed class NotifyOption
{
    private readonly Option<string[]> _notify = new("--notify")
    {
        Description = "A command for the shell (it finds OCCTL_KIND, OCCTL_SERVER, OCCTL_SESSION, OCCTL_OUTCOME and OCCTL_TEXT, and JSON on its standard input), or a URL that gets the JSON. "
            + "Several are possible.",
        HelpName = "command|url",
        Arity = ArgumentArity.OneOrMore,
    };

    public void AddTo(Command command) => command.Add(_notify);

    public IReadOnlyList<string> Read(ParseResult result)
    {
        string[] targets = result.GetValue(_notify) ?? [];
        string? wrong = Array.Find(targets, static t => t.Trim().Length == 0 || (Notifier.IsUrl(t) && !Uri.TryCreate(t, UriKind.Absolute, out _)));
        return wrong is null ? targets : throw new UsageException($"--notify is '{wrong}'; write a command, or a URL such as http://127.0.0.1:8080/told.");
    }
}
