using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Turns;

/// <summary>Scripts of a model by prompt, so that conversations can run side by side; and a count of how often each step was asked for.</summary>
internal sealed partial class TurnScripts
{
    private readonly ConcurrentDictionary<int, ModelTurn[]> _steps = new();
    private readonly ConcurrentDictionary<(int Prompt, int Step), int> _asked = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<string>> _conversations = new();
    private int _last;

    /// <summary>Makes a prompt.</summary>
    /// <param name="steps">The model's answers. A failing one is answered once; then the next one counts in its place.</param>
    public string Prompt(params ModelTurn[] steps)
    {
        int number = Interlocked.Increment(ref _last);
        _steps[number] = steps;
        return string.Create(CultureInfo.InvariantCulture, $"Do script #{number}.");
    }

    /// <summary>Makes a prompt, after which each prompt without a number gets the next response.</summary>
    public string Conversation(IReadOnlyList<string> responses)
    {
        string prompt = Prompt(new ModelTurn().Text(responses[0]));
        _conversations[_last] = responses;
        return prompt;
    }

    /// <summary>How often the model was asked for the steps of a prompt.</summary>
    public int Asked(string prompt) => _asked.Where(a => a.Key.Prompt == NumberOf(prompt)).Sum(static a => a.Value);

    public ModelTurn? Respond(ModelRequest request)
    {
        string body = request.Body.GetRawText();
        if (NumberOf(request.LastUserText) is null && NumberOf(body) is { } talk && _conversations.TryGetValue(talk, out IReadOnlyList<string>? responses))
            return new ModelTurn().Text(responses[Math.Min(Said(body, responses), responses.Count - 1)]);
        if (NumberOf(request.LastUserText) is not { } number || !_steps.TryGetValue(number, out ModelTurn[]? steps)) return null;
        int step = request.StepsSinceUser;
        int times = _asked.AddOrUpdate((number, step), 1, static (_, count) => count + 1);

        // The failing ones before a step are answers to the same question.
        List<ModelTurn> rest = [.. steps];
        for (int i = 0; i < step; i++)
        {
            while (rest.Count > 0 && Fails(rest[0])) rest.RemoveAt(0);
            if (rest.Count > 0) rest.RemoveAt(0);
        }

        int failing = rest.TakeWhile(Fails).Count();
        int index = Math.Min(times - 1, failing);
        return index < rest.Count ? rest[index] : rest.Count > 0 ? rest[^1] : null;
    }

    // How many responses the conversation has so far.
    private static int Said(string body, IReadOnlyList<string> responses)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(body);
        int said = document.RootElement.GetProperty("messages").EnumerateArray().Count(static m => m.GetProperty("role").GetString() == "assistant");
        return Math.Min(said, responses.Count);
    }

    private static bool Fails(ModelTurn turn) => turn.Error is not null || turn.Steps.Any(static s => s is ModelStep.Cut);

    private static int? NumberOf(string text)
        => Number().Matches(text) is [.., { } last] ? int.Parse(last.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("#([0-9]+)")]
    private static partial Regex Number();
}
