using System.ComponentModel;
using System.Diagnostics;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Servers;

/// <summary>What OpenCode's own terminal interface is to show.</summary>
/// <param name="Server">The server.</param>
/// <param name="Session">The session to show first; null for none.</param>
/// <param name="Executable">The program; null for the usual one.</param>
internal sealed record AttachRequest(string? Server, string? Session, string? Executable);

/// <summary>Opens OpenCode's own terminal interface on a server.</summary>
/// <param name="runner">The servers.</param>
internal sealed class ServerAttachment(ServerRunner runner)
{
    /// <summary>Opens it, and waits until somebody closes it.</summary>
    /// <returns>Whether it ended as it should.</returns>
    /// <exception cref="ServerException">It cannot be started.</exception>
    public async Task<bool> OpenAsync(AttachRequest request, CancellationToken cancellationToken)
    {
        ServerEntry entry = await runner.Finder.FindAsync(request.Server, cancellationToken);
        StartRequest start = new() { Directory = entry.Directory ?? Environment.CurrentDirectory, Executable = request.Executable };
        string program = await ServerExecutable.FindAsync(start, runner.Tell, cancellationToken);
        await runner.TouchAsync(entry, cancellationToken);
        await using ServerActivity active = new(runner, entry);
        return await RunAsync(Describe(program, entry, request.Session));
    }

    private ProcessStartInfo Describe(string program, ServerEntry entry, string? session)
    {
        ProcessStartInfo start = new(program, ["attach", entry.BaseUri.AbsoluteUri]) { UseShellExecute = false };
        if (entry.Directory is { } directory)
        {
            start.ArgumentList.Add("--dir");
            start.ArgumentList.Add(directory);
        }

        if (session is not null)
        {
            start.ArgumentList.Add("--session");
            start.ArgumentList.Add(session);
        }

        // Not as an argument: everybody could read it there.
        if (runner.Secrets.Find(entry.Id) is { } password) start.Environment[OpenCodeClientOptions.PasswordVariable] = password;
        else start.Environment.Remove(OpenCodeClientOptions.PasswordVariable);
        start.Environment[OpenCodeClientOptions.UserNameVariable] = entry.UserName ?? OpenCodeCredential.DefaultUserName;
        return start;
    }

    // Ctrl-C is the interface's: it decides whether it ends.
    private static async Task<bool> RunAsync(ProcessStartInfo start)
    {
        try
        {
            using Process process = Process.Start(start)!;
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode == 0;
        }
        catch (Win32Exception exception)
        {
            throw new ServerException($"'{start.FileName}' cannot be started: {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
