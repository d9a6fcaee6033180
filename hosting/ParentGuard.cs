using System.Diagnostics;

namespace OpenCode.Hosting;

/// <summary>
/// Makes a server die with this process, even when this process gets SIGKILL and can do nothing any more.
/// </summary>
/// <remarks>
/// On Unix the server is started through <c>/bin/sh</c>, which leaves a small watcher behind and then becomes the server
/// (<c>exec</c>: same process id, so signals and exit codes are the server's own). The watcher reads a pipe whose other end only
/// this process holds. When this process ends, however it ends, the kernel closes the pipe; the watcher sees the end of file,
/// ends the server and everything below it, and deletes its temporary folders. This needs nothing but a POSIX shell, on Linux and macOS alike.
/// Linux's PR_SET_PDEATHSIG (<c>setpriv --pdeathsig</c>) is no alternative: it fires when the <em>thread</em> that forked ends,
/// and .NET's pool threads come and go. On Windows a job object does it, see <see cref="WindowsJob"/>.
/// </remarks>
internal sealed class ParentGuard : IDisposable
{
    // Through a variable, because `ps` would show the whole script as an argument.
    private const string ScriptVariable = "_OPENCODE_GUARD";

    private static readonly Lazy<string> s_script = new(ReadScript);

    private readonly StreamWriter? _pipe;
    private readonly WindowsJob? _job;

    private ParentGuard(StreamWriter? pipe, WindowsJob? job) => (_pipe, _job) = (pipe, job);

    public static ProcessStartInfo StartInfo(string executable, IReadOnlyList<string> arguments, IReadOnlyList<string> folders)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(executable, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", $"eval \"${ScriptVariable}\"", "opencode-guard", .. folders, "--", executable, .. arguments]);
        if (!OperatingSystem.IsWindows()) start.Environment[ScriptVariable] = s_script.Value;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        return start;
    }

    /// <summary>
    /// Marks the server and everything it will start with a variable, by which they are found when it is gone. The script sets it,
    /// because the watcher must not have it.
    /// </summary>
    /// <returns>The variable, as <c>NAME=value</c>.</returns>
    public static string Mark(ProcessStartInfo start)
    {
        string id = Guid.NewGuid().ToString("N");
        if (!OperatingSystem.IsWindows()) start.Environment["_OPENCODE_MARK"] = id;
        return $"_OPENCODE_HOSTED={id}";
    }

    public static ParentGuard Attach(Process process)
    {
        if (!OperatingSystem.IsWindows()) return new ParentGuard(process.StandardInput, null);
        process.StandardInput.Close();
        return new ParentGuard(null, WindowsJob.With(process));
    }

    public void ServerExited() => Tell("exited");

    public void Dispose()
    {
        Tell("released");
        try
        {
            _pipe?.Dispose();
        }
        catch (IOException)
        {
            // See Tell.
        }

        _job?.Dispose();
    }

    private static string ReadScript()
    {
        using StreamReader reader = new(typeof(ParentGuard).Assembly.GetManifestResourceStream("guard.sh")!);
        return reader.ReadToEnd();
    }

    private void Tell(string word)
    {
        try
        {
            _pipe?.Write(word + "\n");
            _pipe?.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The watcher was killed together with the server: nobody is left to be told.
        }
    }
}
