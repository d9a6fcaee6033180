using System.CommandLine;
using OpenCode.CommandLine;
using OpenCode.Ctl.Running;

namespace OpenCode.Ctl.Commands;

/// <summary>Makes a command's work out of what its command line says.</summary>
internal static class CommandRun
{
    public static void SetRun(this Command command, Func<ParseResult, Runner, CancellationToken, Task<int>> run)
        => command.SetAction((result, cancellationToken) =>
        {
            TextWriter errors = result.InvocationConfiguration.Error;
            return CommandFailures.TellAsync(new SafeWriter(errors), Failures.CodeOf, () => run(result, Runner.FromEnvironment(errors), cancellationToken));
        });

    /// <summary>Where a command prints.</summary>
    public static TextWriter Output(this ParseResult result) => result.InvocationConfiguration.Output;

    /// <summary>Messages of failures: servers have a part in them.</summary>
    private sealed class SafeWriter(TextWriter inner) : TextWriter
    {
        public override System.Text.Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(TerminalText.Safe(value.ToString()));

        public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(TerminalText.SafeLine(value ?? ""));
    }
}
