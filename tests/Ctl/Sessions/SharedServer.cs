using OpenCode.Ctl.Tests.Running;
using OpenCode.Testing;

namespace OpenCode.Ctl.Tests.Sessions;

/// <summary>One real server for all tests of a class.</summary>
public sealed class SharedServer : IAsyncDisposable
{
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
        if (last.Contains("Run: ", StringComparison.Ordinal))
        {
            return request.StepsSinceUser > 0
                ? new ModelTurn().Text(["done"]).Usage(100, 10)
                : new ModelTurn().ToolCallJson("bash", """{ "command": "echo hello", "description": "Says hello" }""").Usage(100, 10);
        }

        return new ModelTurn().Text([last.Contains("one", StringComparison.Ordinal) ? "one" : last.Contains("two", StringComparison.Ordinal) ? "two" : "three"])
            .Usage(100, 10);
    }
}
