using OpenCode.Models;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Terminals;

/// <summary>The shells of this machine.</summary>
internal static class Shells
{
    private const string Register = "/etc/shells";

    private static readonly string[] _login = ["ash", "bash", "dash", "fish", "ksh", "rbash", "sh", "zsh"];

    // They want another language, or another terminal.
    private static readonly string[] _unfit = ["fish", "nu", "screen", "tmux"];

    /// <summary>What runs when nothing else is asked for.</summary>
    public static string Default => Environment.GetEnvironmentVariable("SHELL") is { } shell && ProgramPath.Find(shell) is { } path
        ? path
        : ProgramPath.Find("bash") ?? "/bin/sh";

    /// <summary>Whether a program is a shell that reads a user's settings when it is told <c>-l</c>.</summary>
    public static bool IsLogin(string command) => _login.Contains(Path.GetFileName(command));

    /// <summary>The shells that the system registers.</summary>
    public static IReadOnlyList<PtyShell> List()
    {
        string[] registered = File.Exists(Register) ? File.ReadAllLines(Register) : [];
        IEnumerable<string> paths = registered.Select(static l => l.Trim()).Where(static l => l.StartsWith('/')).Append(Default).Distinct();
        return
        [
            .. paths.Where(ProgramPath.IsProgram)
                .Select(static p => new PtyShell { Path = p, Name = Path.GetFileName(p), Acceptable = !_unfit.Contains(Path.GetFileName(p)) }),
        ];
    }
}
