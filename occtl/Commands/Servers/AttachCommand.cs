using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

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
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            StartRequest request = new() { Directory = entry.Directory ?? Environment.CurrentDirectory, Executable = result.GetValue(executable) };
            string program = await ServerExecutable.FindAsync(request, runner.Tell, cancellationToken);
            await runner.TouchAsync(entry, cancellationToken);
            ProcessStartInfo start = new(program, ["attach", entry.BaseUri.AbsoluteUri]) { UseShellExecute = false };
            if (entry.Directory is { } directory)
            {
                start.ArgumentList.Add("--dir");
                start.ArgumentList.Add(directory);
            }

            if (result.GetValue(session) is { } id)
            {
                start.ArgumentList.Add("--session");
                start.ArgumentList.Add(id);
            }

            // Not as an argument: everybody could read it there.
            if (runner.Secrets.Find(entry.Id) is { } password) start.Environment[OpenCodeClientOptions.PasswordVariable] = password;
            else start.Environment.Remove(OpenCodeClientOptions.PasswordVariable);
            start.Environment[OpenCodeClientOptions.UserNameVariable] = entry.UserName ?? OpenCodeCredential.DefaultUserName;
            return await RunAsync(start);
        });
        return command;
    }

    // Ctrl-C is the interface's: it decides whether it ends.
    private static async Task<int> RunAsync(ProcessStartInfo start)
    {
        try
        {
            using Process process = Process.Start(start)!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0 ? ExitCodes.Success : ExitCodes.Failed;
        }
        catch (Win32Exception exception)
        {
            throw new ServerException($"'{start.FileName}' cannot be started: {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
