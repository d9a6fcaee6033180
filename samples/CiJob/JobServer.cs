using System.Text.Json.Nodes;
using OpenCode;
using OpenCode.Testing;

namespace CiJobSample;

/// <summary>The server that does the work, and the client: the one that was named, or one with a scripted model that ends with the job.</summary>
internal sealed class JobServer : IAsyncDisposable
{
    private readonly OpenCodeSandbox? _sandbox;

    private JobServer(OpenCodeSandbox? sandbox, OpenCodeClient client) => (_sandbox, Client) = (sandbox, client);

    public OpenCodeClient Client { get; }

    public static async Task<JobServer> StartAsync(JobSettings settings, CancellationToken cancellationToken)
    {
        OpenCodeSandbox? sandbox = settings.Server is not null ? null : await OpenCodeSandbox.StartAsync(
            new OpenCodeSandboxOptions { Model = new() { Respond = Respond }, Configure = Configure }, cancellationToken);
        OpenCodeClientOptions options = new() { BaseUri = settings.Server ?? sandbox!.BaseUri, Directory = settings.Directory ?? sandbox?.Directory };
        return new JobServer(sandbox, new OpenCodeClient(options));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    // It reads the log, writes the notes, and says so; or never comes to an end, when that is what it is asked for.
    private static ModelTurn? Respond(ModelRequest request) => request.StepsSinceUser switch
    {
        _ when request.LastUserText.Contains("hang", StringComparison.OrdinalIgnoreCase) => new ModelTurn().Text("Begun. ").Hang(),
        0 => new ModelTurn().ToolCall("bash", new { command = "git log --oneline", description = "Read the log" }).Usage(2000, 50),
        1 => new ModelTurn().ToolCall("write", new { filePath = "NOTES.md", content = "# Notes\n\nOne commit so far.\n" }).Usage(2500, 80),
        _ => new ModelTurn().Text("The notes are ", "in `NOTES.md`.").Usage(3000, 40),
    };

    // So that the rules have something to decide on, and the limit of cost something to count.
    private static void Configure(JsonObject config)
    {
        config["permission"] = new JsonObject { ["bash"] = "ask", ["edit"] = "ask" };
        config["provider"]!["scripted"]!["models"]![ScriptedModel.ModelName]!["cost"] = new JsonObject { ["input"] = 3, ["output"] = 15 };
    }
}
