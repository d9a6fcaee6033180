using OpenCode.Verification.Matrix;
using OpenCode.Workbench;
using OpenCodeGen.Cli.Commands.Progress;
using Spectre.Console;
using Xunit;

namespace OpenCode.Verification.Tests.Commands;

/// <summary>What a person sees while <c>opencodegen verify</c> runs.</summary>
public sealed class ProgressTests : IDisposable
{
    private readonly StringWriter _errors = new();

    public void Dispose() => _errors.Dispose();

    [Fact]
    public void A_log_has_a_line_for_what_begins_and_ends_and_no_control_characters()
    {
        var log = new ProgressLog(_errors);
        log.Tell(new MatrixProgress("1.0.0", MatrixStage.Verifying));
        foreach (VerificationProgress step in Steps("1.0.0")) log.Tell(step);

        Assert.Equal(
            ["1.0.0: verifying", "Installing the Pact core.", "1.0.0: contract, 412 interactions", "1.0.0: provocations, 188 requests", "1.0.0: events"],
            _errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(_errors.ToString().ReplaceLineEndings(""), char.IsControl);
    }

    [Fact]
    public void Releases_that_are_verified_at_a_time_have_phases_of_their_own()
    {
        var log = new ProgressLog(_errors);
        for (int done = 0; done < 3; done++)
        {
            log.Tell(new VerificationProgress("1.0.0", VerificationPhase.Contract, done, 2));
            log.Tell(new VerificationProgress("2.0.0", VerificationPhase.Contract, done, 3));
        }

        Assert.Equal(
            ["1.0.0: contract, 2 interactions", "2.0.0: contract, 3 interactions"],
            _errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_terminal_shows_release_phase_numbers_and_time_in_one_line_and_messages_above_it()
    {
        var time = new ManualTimeProvider();
        var line = new ProgressLine(Terminal(100), time);

        int result = await line.WhileAsync(() =>
        {
            line.Tell(new MatrixProgress("1.0.0", MatrixStage.Verifying));
            foreach (VerificationProgress step in Steps("1.0.0")) line.Tell(step);
            time.Advance(TimeSpan.FromSeconds(65));
            line.Tell(new VerificationProgress("2.0.0", VerificationPhase.Provocations, 30, 188));
            return Task.FromResult(5);
        });

        Assert.Equal(5, result);
        Assert.Contains("1.0.0 contract 120 of 412 · 0:00", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("1.0.0 events · 2.0.0 provocations 30 of 188 · 1:05", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("Installing the Pact core.", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_longer_than_the_terminal_is_cut_before_the_time()
    {
        var line = new ProgressLine(Terminal(40), new ManualTimeProvider());

        await line.WhileAsync(() =>
        {
            for (int i = 1; i < 9; i++) line.Tell(new VerificationProgress($"{i}.0.0", VerificationPhase.Contract, 1, 2));
            return Task.FromResult(true);
        });

        Assert.Contains("1.0.0 contract 1 of 2 · 2.0.0 c… · 0:00", _errors.ToString(), StringComparison.Ordinal);
    }

    private static VerificationProgress[] Steps(string version) =>
    [
        new(version, VerificationPhase.Installing, Message: "Installing the Pact core."), new(version, VerificationPhase.Starting),
        new(version, VerificationPhase.Contract, 0, 412), new(version, VerificationPhase.Contract, 120, 412),
        new(version, VerificationPhase.Provocations, 0, 188), new(version, VerificationPhase.Provocations, 188, 188), new(version, VerificationPhase.Events),
    ];

    private IAnsiConsole Terminal(int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(_errors),
        });
        console.Profile.Width = width;
        return console;
    }
}
