using System.ComponentModel;
using System.Diagnostics;

namespace OpenCode.Hosting.Guarding;

/// <summary>
/// The way of Unix. The server is started through <c>/bin/sh</c>, which leaves a small watcher behind and then becomes the server
/// (<c>exec</c>: same process id, so signals and exit codes are the server's own). The watcher reads a pipe whose other end only
/// this process holds. When this process ends, however it ends, the kernel closes the pipe; the watcher sees the end of file,
/// ends the server, everything below it and everything that bears its mark, and deletes its temporary folders.
/// </summary>
/// <remarks>
/// This needs nothing but a POSIX shell, on Linux and macOS alike. Linux's PR_SET_PDEATHSIG (<c>setpriv --pdeathsig</c>) is no
/// alternative: it fires when the <em>thread</em> that forked ends, and .NET's pool threads come and go.
/// </remarks>
/// <param name="shell">The shell.</param>
internal sealed class ShellGuarding(string shell = "/bin/sh") : IParentGuarding
{
    // Through a variable, because `ps` would show the whole script as an argument.
    private const string ScriptVariable = "_OPENCODE_GUARD";
    private const string MarkVariable = "_OPENCODE_HOSTED";
    private const int ArgumentsTooLong = 7;

    private static readonly Lazy<string> _script = new(ReadScript);

    public ProcessStartInfo StartInfo(string executable, IReadOnlyList<string> arguments, IReadOnlyList<string> folders) =>
        new(shell, ["-c", $"eval \"${ScriptVariable}\"", "opencode-guard", .. folders, "--", executable, .. arguments])
        {
            Environment = { [ScriptVariable] = _script.Value },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

    // The script sets the variable, because the watcher must not have it.
    public string Mark(ProcessStartInfo start)
    {
        string id = Guid.NewGuid().ToString("N");
        start.Environment["_OPENCODE_MARK"] = id;

        // Inherited from a server that this program runs under: whoever kills what that one has left must not kill our watcher.
        start.Environment.Remove(MarkVariable);
        return $"{MarkVariable}={id}";
    }

    public ParentGuard Attach(Process process) => new(process.StandardInput, null);

    public OpenCodeServerException NotStarted(ProcessStartInfo start, Exception cause) => cause is Win32Exception { NativeErrorCode: ArgumentsTooLong }
        ? new(
            OpenCodeServerFailure.DiedAtStart,
            "The server's environment is too long for a process of this system. Shorten OpenCodeServerOptions.ConfigJson (settings can also stand in an opencode.json) "
            + "and Environment, or this process's own variables.",
            innerException: cause)
        : new(
            OpenCodeServerFailure.NotGuarded,
            $"The watcher that ends the server together with this process could not be started, so neither was the server: {cause.Message.TrimEnd('.')}. "
            + $"It needs '{shell}', a working directory that this user may enter, and room for another process.",
            innerException: cause);

    private static string ReadScript()
    {
        using StreamReader reader = new(typeof(ShellGuarding).Assembly.GetManifestResourceStream("guard.sh")!);
        return reader.ReadToEnd();
    }
}
