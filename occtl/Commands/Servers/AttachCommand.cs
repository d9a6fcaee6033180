using System.CommandLine;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl attach</c>: OpenCode's own terminal interface on a server.</summary>
internal static class AttachCommand
{
    public static Command Create()
    {
        Argument<string?> server = CommonOptions.ServerArgument();
        Option<string?> session = new("--session") { Description = "The session to show first." };
        Option<string?> executable = new("--executable") { Description = "The opencode to run. Default: the one on the PATH, or the release of this tool." };
        Command command = new("attach", "Opens OpenCode's own terminal interface on a server.") { server, session, executable };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            AttachRequest request = new(result.GetValue(server), result.GetValue(session), result.GetValue(executable));
            return await runner.Attachment.OpenAsync(request, cancellationToken) ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }
}
