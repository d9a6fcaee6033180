using OpenCodeGen.Cli;
using Xunit;

namespace OpenCode.Verification.Tests.Cli;

/// <summary>Who mistypes gets one sentence, with what was meant where something is near.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string, string> Mistyped => new()
    {
        { "verfy", "There is no command 'verfy'; did you mean 'verify'?" },
        { "Verify", "There is no command 'Verify'; did you mean 'verify'?" },
        { "gen", "There is no command 'gen'; did you mean 'generate'?" },
        { "chekc-traffic a.har", "There is no command 'chekc-traffic'; did you mean 'check-traffic'?" },
        { "gen --help", "There is no command 'gen'; did you mean 'generate'?" },
        { "help verfy", "There is no command 'verfy'; did you mean 'verify'?" },
        { "frobnicate", "There is no command 'frobnicate'. Run 'opencodegen --help' for what there is." },
        { "/h", "There is no command '/h'. Run 'opencodegen --help' for what there is." },
        { "verify --jsn a.json", "'--jsn' is no option of 'verify'; did you mean '--json'?" },
        { "verify -json a.json", "'-json' is no option of 'verify'; did you mean '--json'?" },
        { "verify --JSON=a.json", "'--JSON' is no option of 'verify'; did you mean '--json'?" },
        { "verify --json --quite", "'--quite' is no option of 'verify'; did you mean '--quiet'?" },
        { "verify --helpp", "'--helpp' is no option of 'verify'; did you mean '--help'?" },
        { "diff --fomat json a b", "'--fomat' is no option of 'diff'; did you mean '--format'?" },
        { "generate --bogus", "'--bogus' is no option of 'generate'. Run 'opencodegen generate --help' for what there is." },
        { "--versoin", "'--versoin' is no option of 'opencodegen'; did you mean '--version'?" },
        { "--json a.json verify", "'--json' belongs after its command, as in 'opencodegen verify --json'." },
        { "--for kiota prepare", "'--for' belongs after its command, as in 'opencodegen prepare --for'." },
        { "generate extra", "'extra' is more than 'generate' takes. Run 'opencodegen generate --help' for what there is." },
        { "diff a b c", "'c' is more than 'diff' takes. Run 'opencodegen diff --help' for what there is." },
        { "complete", "Option '--shell' is required. Run 'opencodegen complete --help' for what there is." },
        { "complete --shell csh", "--shell is 'csh'; there are bash, zsh, fish and pwsh. Run 'opencodegen complete --help' for what there is." },
        { "generate --settings ", "--settings is empty. Run 'opencodegen generate --help' for what there is." },
        { "check-traffic ", "'file' is empty. Run 'opencodegen check-traffic --help' for what there is." },
    };

    [Theory]
    [MemberData(nameof(Mistyped))]
    public async Task A_mistyped_command_line_is_answered_with_one_sentence_and_100(string line, string says)
    {
        Typed typed = await Typed.RunAsync(line.Split(' '));

        Assert.Equal((ExitCodes.Usage, "", says + "\n"), (typed.Code, typed.Output, typed.Errors));
    }

    /// <summary>A package begins like what other tools take for a file with arguments, and after two dashes nothing is an option.</summary>
    [Theory]
    [InlineData("diff ./none.json @opencode/cli@2.0.0")]
    [InlineData("check-traffic -- --json")]
    [InlineData("check-traffic ./-odd.har")]
    public async Task What_only_looks_like_something_else_is_a_name(string line)
    {
        Assert.NotEqual(ExitCodes.Usage, (await Typed.RunAsync(line.Split(' '))).Code);
    }
}
