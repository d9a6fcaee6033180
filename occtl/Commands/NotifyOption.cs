using System.CommandLine;

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

    public IReadOnlyList<string> Read(ParseResult result) => result.GetValue(_notify) ?? [];
}
