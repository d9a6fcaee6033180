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
    private int _last;

    /// <summary>Makes a prompt.</summary>
    /// <param name="steps">The model's answers. A failing one is answered once; then the next one counts in its place.</param>
    public string Prompt(params ModelTurn[] steps)
    {
        int number = Interlocked.Increment(ref _last);
        _steps[number] = steps;
        return string.Create(CultureInfo.InvariantCulture, $"Do script #{number}.");
    }

    /// <summary>How often the model was asked for the steps of a prompt.</summary>
    public int Asked(string prompt) => _asked.Where(a => a.Key.Prompt == NumberOf(prompt)).Sum(static a => a.Value);

    public ModelTurn? Respond(ModelRequest request)
    {
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

    private static bool Fails(ModelTurn turn) => turn.Error is not null || turn.Steps.Any(static s => s is ModelStep.Cut);

    private static int? NumberOf(string text)
        => Number().Matches(text) is [.., { } last] ? int.Parse(last.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("#([0-9]+)")]
    private static partial Regex Number();
}
