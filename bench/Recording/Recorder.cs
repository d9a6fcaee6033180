using System.Text;
using System.Text.Json;
using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Benchmarks.Recording;

/// <summary>Records what the benchmarks read: the messages of a long session, as the real server sends them, and the session itself.</summary>
internal static class Recorder
{
    private const int MessageCount = 200;
    private const string NeutralDirectory = "/home/dev/project";

    public static async Task RunAsync()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(new OpenCodeSandboxOptions { Files = SessionScript.Files() });
        using var client = new OpenCodeClient(new OpenCodeClientOptions { BaseUri = sandbox.BaseUri, Directory = sandbox.Directory });
        Session session = await client.Session.PostAsync(new() { Title = "Make the decoder faster" });
        int messages = 0;
        for (int round = 0; messages < MessageCount; round++)
        {
            List<ModelTurn> turns = SessionScript.Turns(round, sandbox.Directory);
            sandbox.Model.Enqueue(turns);
            await client.Session[session.Id].Message.PostAsync(new() { Parts = [new TextPartInput { Text = SessionScript.Prompt(round) }] });
            messages += turns.Count + 1; // The prompt, and one message for each time the model was asked.
            Console.WriteLine($"{messages} messages");
        }

        using var http = new HttpClient { BaseAddress = sandbox.BaseUri };
        string query = $"?directory={Uri.EscapeDataString(sandbox.Directory)}";
        string list = await http.GetStringAsync(new Uri($"session/{session.Id}/message{query}", UriKind.Relative));
        string one = await http.GetStringAsync(new Uri($"session/{session.Id}{query}", UriKind.Relative));
        Save("messages-200.json", FirstMessages(list).Replace(sandbox.Directory, NeutralDirectory, StringComparison.Ordinal));
        Save("session.json", one.Replace(sandbox.Directory, NeutralDirectory, StringComparison.Ordinal));
    }

    // The server's own bytes, cut behind the last message wanted.
    private static string FirstMessages(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return $"[{string.Join(',', document.RootElement.EnumerateArray().Take(MessageCount).Select(static m => m.GetRawText()))}]";
    }

    private static void Save(string name, string json)
    {
        string path = Repository.PathOf($"bench/data/{name}");
        File.WriteAllText(path, json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes");
    }
}
