using System.Diagnostics;
using OpenCode.Hosting.Processes;

namespace OpenCode.Hosting.Guarding;

/// <summary>The way of Windows: a job object, which the kernel closes with this process. Folders stay; a later process deletes them.</summary>
/// <param name="assign">Puts a process into a job; null for a real one.</param>
internal sealed class JobGuarding(Func<Process, IDisposable>? assign = null) : IParentGuarding
{
    public ProcessStartInfo StartInfo(string executable, IReadOnlyList<string> arguments, IReadOnlyList<string> folders) => new(executable, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        CreateNoWindow = true,
    };

    // The job knows its processes.
    public string Mark(ProcessStartInfo start) => "";

    public ParentGuard Attach(Process process)
    {
        process.StandardInput.Close();
        return new ParentGuard(null, assign is not null ? assign(process) : AssignReal(process));
    }

    public OpenCodeServerException NotStarted(ProcessStartInfo start, Exception cause) => new(
        OpenCodeServerFailure.NotInstalled,
        $"'{start.FileName}' could not be started: {cause.Message.TrimEnd('.')}. Correct OpenCodeServerOptions.Executable.",
        innerException: cause);

    private static WindowsJob AssignReal(Process process) =>
        OperatingSystem.IsWindows() ? WindowsJob.With(process) : throw new PlatformNotSupportedException("Job objects are Windows'.");
}
