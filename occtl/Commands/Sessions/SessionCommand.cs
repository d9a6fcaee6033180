using System.CommandLine;
using OpenCode.Ctl.Running;
using OpenCode.Ctl.Sessions;

namespace OpenCode.Ctl.Commands.Sessions;

/// <summary>What commands about one session have in common.</summary>
internal static class SessionCommand
{
    /// <summary>Makes a command that works on one session.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does.</param>
    /// <param name="run">Does it.</param>
    /// <param name="options">Its own options and arguments.</param>
    public static Command Create(
        string name, string description, Func<ParseResult, Runner, SessionName, CancellationToken, Task<int>> run, params Option[] options)
    {
        Argument<string?> session = new("session")
        {
            Description = "The session: its id, or the beginning of it. Default, or 'last': the newest one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> server = CommonOptions.Server();
        Command command = new(name, description) { session, server };
        foreach (Option option in options) command.Add(option);
        command.SetRun((result, runner, cancellationToken)
            => run(result, runner, new SessionName(result.GetValue(server), result.GetValue(session)), cancellationToken));
        return command;
    }
}
