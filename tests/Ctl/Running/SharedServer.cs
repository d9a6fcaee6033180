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

    public async ValueTask DisposeAsync()
    {
        if (_occ is not null) await _occ.DisposeAsync();
    }

    internal async Task<Occ> GetAsync()
    {
        if (_occ is not null) return _occ;
        _occ = await Occ.CreateAsync(new ScriptedModelOptions { Respond = Answer });
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

        return new ModelTurn().Text([last.Contains("one", StringComparison.Ordinal) ? "one" : last.Contains("two", StringComparison.Ordinal) ? "two" : "three"])
            .Usage(100, 10);
    }
}
