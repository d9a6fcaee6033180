using OpenCode.Server.Http;
using OpenCode.Server.Processes;
using OpenCode.Server.Tests.Git;
using Xunit;

namespace OpenCode.Server.Tests.Processes;

public sealed class ProgramRunTests
{
    [Fact]
    public async Task A_program_that_writes_too_much_is_ended()
    {
        ProgramOutput output = await (Shell("while :; do echo line; done") with { MostOutput = 1000 }).ExecuteAsync(SampleRepository.Token);

        Assert.True(output.IsCut);
        Assert.Equal(1000, output.Bytes.Length);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended()
    {
        ProgramRun run = Shell("sleep 100") with { Limit = TimeSpan.FromMilliseconds(50) };

        Assert.Equal(503, (await Assert.ThrowsAsync<OperationException>(() => run.ExecuteAsync(SampleRepository.Token))).Status);
    }

    [Fact]
    public async Task Errors_and_exit_codes_are_told()
    {
        ProgramOutput output = await Shell("cat; echo wrong >&2; exit 3").ExecuteAsync(SampleRepository.Token);

        Assert.Equal((3, "wrong", false), (output.ExitCode, output.Error, output.IsSuccess));
    }

    [Fact]
    public void A_program_is_not_looked_for_in_the_current_folder()
    {
        Assert.Null(ProgramPath.Find("./git"));
        Assert.Null(ProgramPath.Find("git", "."));
        Assert.Null(ProgramPath.Find(""));
    }

    private static ProgramRun Shell(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        return new ProgramRun("/bin/sh", ["-c", script], "/");
    }
}
