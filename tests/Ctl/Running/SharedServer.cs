using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Running;

/// <summary>One real server for all tests that need no other: each costs four seconds of processor time.</summary>
[CollectionDefinition(nameof(SharedServer))]
public sealed class SharedServer : IAsyncDisposable, ICollectionFixture<SharedServer>
{
    // Money is known after a step, and a model that answers at once has done the next one by then.
    private static readonly TimeSpan _untilLimitsAreSeen = TimeSpan.FromSeconds(2);

    private Occ? _occ;

    /// <summary>The server's id.</summary>
    internal string Id { get; private set; } = "";

    /// <summary>The server's password.</summary>
    internal string Password => (string)JsonNode.Parse(File.ReadAllText(Path.Combine(_occ!.Data, "secrets.json")))![Id]!;

    public async ValueTask DisposeAsync()
    {
        if (_occ is not null) await _occ.DisposeAsync();
    }

    internal async Task<Occ> GetAsync()
    {
        if (_occ is not null) return _occ;
        _occ = await Occ.CreateAsync(new ScriptedModelOptions { Respond = Answer });

        // Working trees are made of a repository.
        foreach (string command in new[] { "init -q", "add .", "-c user.name=a -c user.email=a@b.c commit -q -m Begin" })
        {
            using Process git = Process.Start(new ProcessStartInfo("git", command) { WorkingDirectory = _occ.Project })!;
            await git.WaitForExitAsync();
        }

        Id = await _occ.StartAsync();
        return _occ;
    }

    internal static ModelTurn Answer(ModelRequest request)
    {
        string last = request.LastUserText;
        if (last.Contains("hang", StringComparison.Ordinal)) return new ModelTurn().Hang();
        if (last.Contains("Ask: ", StringComparison.Ordinal) && request.StepsSinceUser == 0)
        {
            return new ModelTurn().ToolCallJson("question", """
                {
                  "questions": [
                    { "question": "Which?", "header": "Which", "options": [{ "label": "red", "description": "R" }, { "label": "blue", "description": "B" }] }
                  ]
                }
                """).Usage(100, 10);
        }

        if (last.Contains("Run: ", StringComparison.Ordinal))
        {
            return request.StepsSinceUser > 0
                ? new ModelTurn().Delay(_untilLimitsAreSeen).Text(["done"]).Usage(100, 10)
                : new ModelTurn().ToolCallJson("bash", """{ "command": "echo hello", "description": "Says hello" }""").Usage(100, 10);
        }

        if (last.Contains("Ask me", StringComparison.Ordinal))
        {
            object[] options = [new { label = "Yes", description = "Do it" }, new { label = "No", description = "Leave it" }];
            return request.StepsSinceUser > 0
                ? new ModelTurn().Text(["answered"])
                : new ModelTurn().ToolCall("question", new { questions = new[] { new { question = "Really?", header = "Sure", options } } });
        }

        return new ModelTurn().Text([Text(request)]).Usage(100, 10);
    }

    private static string Text(ModelRequest request)
    {
        string last = request.LastUserText;
        if (last.Contains("does not fit the schema", StringComparison.Ordinal))
            return request.Body.GetRawText().Contains("stubborn", StringComparison.Ordinal) ? "No." : """Corrected: { "number": 2 }""";
        if (last.Contains("JSON Schema", StringComparison.Ordinal)) return """{ "number": "two" }""";
        return last.Contains("one", StringComparison.Ordinal) ? "one" : last.Contains("two", StringComparison.Ordinal) ? "two" : "three";
    }
}
