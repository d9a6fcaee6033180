using System.ComponentModel;
using System.Text.RegularExpressions;
using CliWrap;
using OpenCodeGen.Settings;

namespace OpenCodeGen.Updating.Steps;

/// <summary>Runs one of the commands of the settings.</summary>
internal static partial class CommandStep
{
    private const int KeptLines = 15;

    private static readonly Dictionary<string, string?> _nothing = [];

    /// <summary>What stands in a command for the number of the release.</summary>
    private const string ReleaseMark = "{release}";

    /// <exception cref="UpdateException">It failed, or cannot be started.</exception>
    public static async Task RunAsync(UpdateCommand command, string? release, string folder, string log, CancellationToken cancellationToken)
    {
        if (command.Run.Count == 0) throw new UpdateException($"The command '{command.Name}' of the update has no program; give one in 'run'.");
        string[] arguments = [.. command.Run.Skip(1).Select(a => WithRelease(command, a, release))];
        Queue<string> last = new();
        await using var writer = new StreamWriter(log);
        PipeTarget kept = PipeTarget.ToDelegate(line =>
        {
            lock (last)
            {
                writer.WriteLine(line);
                if (line.Trim().Length > 0) last.Enqueue(line.Trim());
                if (last.Count > KeptLines) last.Dequeue();
            }
        });
        try
        {
            CommandResult result = await Cli.Wrap(ProgramIn(folder, command.Run[0])).WithArguments(arguments).WithWorkingDirectory(folder)
                .WithEnvironmentVariables(command.Environment ?? _nothing)
                .WithStandardOutputPipe(kept).WithStandardErrorPipe(kept).WithValidation(CommandResultValidation.None).ExecuteAsync(cancellationToken);
            if (result.IsSuccess) return;
            string words = last.LastOrDefault(static l => Error().IsMatch(l)) ?? last.LastOrDefault() ?? "it said nothing";
            throw new UpdateException($"The step '{command.Name}' failed with exit code {result.ExitCode}: {words} (all of it in '{log}'). Correct the cause, and run the same command again: it goes on from there.");
        }
        catch (Win32Exception exception)
        {
            throw new UpdateException($"The step '{command.Name}' cannot start '{command.Run[0]}': {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static string WithRelease(UpdateCommand command, string argument, string? release)
    {
        if (!argument.Contains(ReleaseMark, StringComparison.Ordinal)) return argument;
        return release is not null ? argument.Replace(ReleaseMark, release, StringComparison.Ordinal)
            : throw new UpdateException($"The command '{command.Name}' of the update needs the number of a release ('{argument}'), and the document is of none; take it out of the settings, or update to a release.");
    }

    // As compilers and MSBuild say it; what tests print has the word, too.
    [GeneratedRegex(@"\berror [A-Z]{2,}\d+")]
    private static partial Regex Error();

    // A path is meant from where the command runs; the system would look for it from where this program was started.
    private static string ProgramIn(string folder, string program) => program.AsSpan().IndexOfAny('/', '\\') >= 0 ? Path.GetFullPath(program, folder) : program;
}
