using OpenCode.Testing;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Samples;

/// <summary>The ten lines of the README.</summary>
public sealed class TenLinesTests
{
    private const string File = "samples/TenLines/Program.cs";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_page_shows_what_the_sample_is()
    {
        string page = System.IO.File.ReadAllText(Clone.InRoot("README.md")).ReplaceLineEndings("\n");
        string sample = System.IO.File.ReadAllText(Clone.InRoot(File)).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{sample[sample.IndexOf("await using", StringComparison.Ordinal)..]}```", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_run()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Token);
        sandbox.Model.Enqueue(new ModelTurn().ToolCall("bash", new { command = "ls", description = "List" }), new ModelTurn().Text("Nothing ", "fails."));
        using SampleProgram program = SampleProgram.Start("TenLines", sandbox.BaseUri.ToString());

        (int code, string printed, string errors) = await program.EndAsync(Token);

        Assert.True(code == 0, errors);
        Assert.Equal("[bash]\nNothing fails.\nCompleted: 30 tokens, 0 files changed\n", printed.ReplaceLineEndings("\n"));
    }
}
