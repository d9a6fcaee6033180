using System.Diagnostics;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Cli;

/// <summary>A shell completes commands, options and values, and never shows an error while somebody types.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    /// <summary>What stands before the cursor, one of the suggestions, and what is none.</summary>
    public static TheoryData<string, string, string> Lines => new()
    {
        { "", "verify", "--html" },
        { "ver", "verify", "generate" },
        { "verify --j", "--json --judge --junit", "--quiet" },
        { "verify --judge ", "both client schema", "Schema" },
        { "prepare --for ", "any kiota nswag", "None" },
        { "diff a b --format ", "github html json markdown text", "GitHub" },
        { "help gen", "generate", "verify" },
        { "complete --shell ", "bash fish pwsh zsh", "csh" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task The_tool_suggests_what_can_follow(string typed, string suggestions, string other)
    {
        Typed answer = await Typed.RunAsync($"[suggest:{typed.Length}]", typed);

        Assert.Equal((0, ""), (answer.Code, answer.Errors));
        string[] lines = answer.Output.Split('\n');
        Assert.All(suggestions.Split(' '), s => Assert.Contains(s, lines));
        Assert.DoesNotContain(other, lines);
    }

    [Theory]
    [InlineData("[suggest:15]", "prepare --for=k")]
    [InlineData("[suggest:x]", "ver")]
    [InlineData("[suggest:900]", "verfy --jsn")]
    [InlineData("[suggest]", "")]
    public async Task An_odd_question_is_no_error(string directive, string typed)
    {
        Typed answer = await Typed.RunAsync(directive, typed);

        Assert.Equal((0, ""), (answer.Code, answer.Errors));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task There_is_a_script_for_each_shell(string shell)
    {
        Typed script = await Typed.RunAsync("complete", "--shell", shell);

        Assert.Equal((0, ""), (script.Code, script.Errors));
        Assert.Contains("[suggest:", script.Output, StringComparison.Ordinal);
        Assert.Contains($"opencodegen complete --shell {shell}", script.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', script.Output);
    }

    /// <summary>The script itself, by the function that it registers with a real bash.</summary>
    [Theory]
    [InlineData("ver", "verify")]
    [InlineData("verify --ju", "--judge --junit")]
    [InlineData("prepare --for k", "kiota")]
    [InlineData("check-traffic ", "")]
    public async Task Bash_completes_what_is_typed(string typed, string completed)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash here.");
        string tool = _folder.PathOf("opencodegen");
        _folder.Write("opencodegen", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "opencodegen.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string script = """
            eval "$("$1" complete --shell bash)"
            complete -p opencodegen >&2
            COMP_LINE="$1 $2"
            COMP_POINT=${#COMP_LINE}
            _opencodegen "$1" "${2##* }" ""
            echo "${COMPREPLY[*]}"
            """;
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-c", script, "bash", tool, typed }) start.ArgumentList.Add(argument);
        using Process bash = Process.Start(start)!;
        Task<string> errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal("complete -o default -F _opencodegen opencodegen\n", await errors);
        Assert.Equal(completed, output.TrimEnd('\n'));
    }
}
