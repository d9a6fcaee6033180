using OpenCode.CommandLine;
using OpenCodeGen.Cli;
using Xunit;

namespace OpenCode.Verification.Tests.Cli;

/// <summary>What the tool says to a command line.</summary>
internal sealed record Typed(int Code, string Output, string Errors)
{
    public const int Width = 80;

    public static Task<Typed> RunAsync(params string[] arguments) => RunAsync(Width, arguments);

    public static async Task<Typed> RunAsync(int width, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        int code = await ToolRun.RunAsync(GeneratorTool.Tool, arguments, output, errors, width, TestContext.Current.CancellationToken);
        return new Typed(code, output.ToString(), errors.ToString());
    }
}
