using System.CommandLine;

namespace OpenCode.Ctl.Commands;

/// <summary>Options and arguments that many commands have.</summary>
internal static class CommonOptions
{
    /// <summary>The server that a command is about, as an option.</summary>
    public static Option<string?> Server() => new("--server", "-s")
    {
        Description = "The server: its id or the beginning of it. Default: OCCTL_SERVER, or the only one that runs.",
        HelpName = "id",
    };

    /// <summary>The server that a command is about, where it is about nothing else.</summary>
    public static Argument<string?> ServerArgument() => new("server")
    {
        Description = "The server. Default: OCCTL_SERVER, or the only one that runs.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<bool> Json() => new("--json", "-j") { Description = "Print JSON." };

    /// <summary>For what has no end, or is long.</summary>
    public static Option<bool> JsonLines() => new("--json", "-j") { Description = "Print JSON, one object a line." };
}
