using System.Text.Json.Nodes;
using OpenCode;
using OpenCode.Testing;

namespace ChatSample;

/// <summary>The server to talk to, and the client: the one that was named, or one with a scripted model that ends with the chat.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly OpenCodeSandbox? _sandbox;

    private ChatServer(OpenCodeSandbox? sandbox, OpenCodeClient client) => (_sandbox, Client) = (sandbox, client);

    public OpenCodeClient Client { get; }

    /// <summary>Whether the model is a scripted one.</summary>
    public bool IsDemo => _sandbox is not null;

    public static async Task<ChatServer> StartAsync(ChatSettings settings, CancellationToken cancellationToken)
    {
        OpenCodeSandbox? sandbox = settings.Server is not null ? null : await OpenCodeSandbox.StartAsync(
            new OpenCodeSandboxOptions
            {
                Model = new() { Respond = new DemoModel().Respond, Title = "A chat" },
                Files = DemoModel.Files,
                Configure = Configure,
            },
            cancellationToken);
        OpenCodeClientOptions options = new() { BaseUri = settings.Server ?? sandbox!.BaseUri, Directory = settings.Directory ?? sandbox?.Directory };
        return new ChatServer(sandbox, new OpenCodeClient(options));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    // So that the demonstration asks before it does something, and costs something.
    private static void Configure(JsonObject config)
    {
        config["permission"] = new JsonObject { ["bash"] = "ask", ["edit"] = "ask" };
        config["provider"]!["scripted"]!["models"]![ScriptedModel.ModelName]!["cost"] = new JsonObject { ["input"] = 3, ["output"] = 15 };
    }
}
