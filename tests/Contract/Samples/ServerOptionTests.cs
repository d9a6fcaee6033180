using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Samples;

/// <summary>The samples with a server that runs already.</summary>
public sealed class ServerOptionTests
{
    private const string Answer = "Answered by the server that was named.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_sample_uses_the_server_that_it_is_given()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(new() { Model = new() { DefaultAnswer = Answer } }, Token);
        string folder = Path.Combine(sandbox.Directory, "journal");
        foreach ((string name, string[] arguments) in new (string, string[])[]
        {
            ("Chat", ["--directory", sandbox.Directory]),
            ("CiJob", ["Say something.", "--directory", sandbox.Directory]),
            ("Batch", ["--prompts", "2", "--folder", folder]),
        })
        {
            int asked = sandbox.Model.Requests.Count;
            using SampleProgram sample = SampleProgram.Start(name, [.. arguments, "--server", sandbox.BaseUri.ToString()]);
            await sample.Input.WriteLineAsync("Say something.");
            sample.Input.Close();

            (int code, string printed, string errors) = await sample.EndAsync(Token);

            Assert.True(code == 0, $"{name}: {printed}{errors}");
            Assert.True(sandbox.Model.Requests.Count > asked, $"{name} did not use the server: {printed}{errors}");
            if (name != "Batch") Assert.Contains(Answer, printed, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Chat")]
    [InlineData("CiJob")]
    [InlineData("Batch")]
    public async Task An_address_that_is_none_is_named_with_the_way_out(string name)
    {
        using SampleProgram sample = SampleProgram.Start(name, "--server", "127.0.0.1:4096");
        sample.Input.Close();

        (int code, string _, string errors) = await sample.EndAsync(Token);

        Assert.NotEqual(0, code);
        Assert.Contains("'127.0.0.1:4096' is no address. Write http://127.0.0.1:4096.", errors, StringComparison.Ordinal);
    }
}
