using System.CommandLine;
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
        string name, string description, Func<ParseResult, Runner, SessionHandle, CancellationToken, Task<int>> run, params Option[] options)
    {
        Argument<string?> session = SessionArgument();
        Option<string?> server = CommonOptions.Server();
        Command command = new(name, description) { session, server };
        foreach (Option option in options) command.Add(option);
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            using SessionHandle handle = await new SessionFinder(runner).FindAsync(result.GetValue(server), result.GetValue(session), cancellationToken);
            return await run(result, runner, handle, cancellationToken);
        });
        return command;
    }

    public static Argument<string?> SessionArgument() => new("session")
    {
        Description = "The session: its id, or the beginning of it. Default, or 'last': the newest one.",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
