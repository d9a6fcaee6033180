using OpenCode.Testing;

namespace WorkerSample;

/// <summary>A server in a sandbox, whose model follows a script: it looks around and says what it has found.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(30);

    private readonly OpenCodeSandbox _sandbox;

    private DemoServer(OpenCodeSandbox sandbox) => _sandbox = sandbox;

    public Uri BaseUri => _sandbox.BaseUri;

    public string Directory => _sandbox.Directory;

    public static async Task<DemoServer> StartAsync()
        => new(await OpenCodeSandbox.StartAsync(new OpenCodeSandboxOptions { Model = new() { Respond = Respond, Title = "A look around" } }));

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    private static ModelTurn Respond(ModelRequest request) => request.StepsSinceUser == 0
        ? Slowly("I look at the files before I answer.", static (turn, word) => turn.Reasoning(word))
            .ToolCall("bash", new { command = "ls -1", description = "List the files" })
        : Slowly("There is a README.md, and the settings of this sandbox. Whatever you ask, that is all I can say: I follow a script.",
            static (turn, word) => turn.Text(word));

    private static ModelTurn Slowly(string text, Action<ModelTurn, string> say)
    {
        ModelTurn turn = new();
        foreach (string word in text.Split(' '))
        {
            say(turn, $"{word} ");
            turn.Delay(_pause);
        }

        return turn;
    }
}
