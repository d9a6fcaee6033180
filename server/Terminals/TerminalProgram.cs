using CliWrap;
using OpenCode.Models;
using OpenCode.Server.Files;
using OpenCode.Server.Http;
using OpenCode.Server.Locations;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Terminals;

/// <summary>What runs in a terminal.</summary>
/// <param name="Name">The program as it was asked for.</param>
/// <param name="File">Its full path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Directory">Where it runs.</param>
/// <param name="Environment">Variables beside those of the server; null removes one.</param>
internal sealed record TerminalProgram(
    string Name, string File, IReadOnlyList<string> Arguments, string Directory, IReadOnlyDictionary<string, string?> Environment)
{
    // A session whose terminal is the one that is opened first; its standard streams go there, too.
    private const string Script = "exec <>\"$0\" >&0 2>&0 || exit 126; stty rows 24 cols 80; exec \"$@\"";
    private const string MakeSession = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV";

    /// <summary>Reads what a request asks for.</summary>
    /// <exception cref="OperationException">It cannot be run.</exception>
    public static TerminalProgram Of(PtyCreateRequest? request, ServerLocation location)
    {
        string directory = location.RequireFolder(request?.Cwd ?? "");
        var environment = new Dictionary<string, string?> { ["TERM"] = "xterm-256color", ["OPENCODE_TERMINAL"] = "1" };
        foreach ((string name, string value) in request?.Env ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
                throw new OperationException(400, $"'{name}' in env is no variable.");
            environment[name] = value;
        }

        // What runs there is not the server: it has no business with its password.
        (environment["OPENCODE_SERVER_PASSWORD"], environment["OPENCODE_SERVER_USERNAME"]) = (null, null);
        string command = string.IsNullOrEmpty(request?.Command) ? Shells.Default : request.Command;
        IReadOnlyList<string> arguments = request?.Args is { Count: > 0 } given ? given : Shells.IsLogin(command) ? ["-l"] : [];
        if (arguments.Any(static a => a.Contains('\0', StringComparison.Ordinal)))
            throw new OperationException(400, "An argument holds a character that none has.");
        string? file = command.Contains('/', StringComparison.Ordinal) && !command.Contains('\0', StringComparison.Ordinal)
            ? ProgramPath.Find(Path.GetFullPath(command, directory))
            : ProgramPath.Find(command, environment.GetValueOrDefault("PATH"));
        return file is null
            ? throw new OperationException(400, $"There is no program '{command}'. Give the path of one, or the name of one on the PATH.")
            : new TerminalProgram(command, file, arguments, directory, environment);
    }

    /// <summary>Starts it in a terminal.</summary>
    /// <param name="terminal">The path of the terminal.</param>
    /// <param name="kill">Ends it and the programs that it started.</param>
    /// <exception cref="OperationNotServedException">The system lacks what it takes.</exception>
    public CommandTask<CommandResult> Start(string terminal, CancellationToken kill)
    {
        string[] inTerminal = ["/bin/sh", "-c", Script, terminal, File, .. Arguments];
        (string program, string[] arguments) = ProgramPath.Find("setsid") is { } setsid ? (setsid, inTerminal)
            : ProgramPath.Find("perl") is { } perl ? (perl, (string[])["-e", MakeSession, "--", .. inTerminal])
            : throw new OperationNotServedException("pty.create");
        return Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(Directory)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(kill);
    }
}
