using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Responses;
using OpenCode.Testing;

namespace OpenCode.Benchmarks.Recording;

/// <summary>What the scripted model does: rounds of looking, running, writing and answering in a copy of a part of this repository.</summary>
internal static class SessionScript
{
    private static readonly string[] _files =
    [
        "src/Core/Json/JsonDecoding.cs",
        "src/Core/Json/JsonWriting.cs",
        "src/Core/Json/EpochTime.cs",
        "src/Core/Operations/RequestUrl.cs",
        "src/Core/Http/ContentTypes.cs",
        "generator/Emitting/TextSwitch.cs",
        "generator/Reading/JsonPointer.cs",
        "LICENSE",
    ];

    private static readonly string[] _prompts =
    [
        "The decoder spends a third of its time in property lookup. Please find out where, and make it faster without changing what it accepts.",
        "Now do the same for the writer.\n\nConstraints:\n- no reflection\n- no new allocations\n- the tests must stay green",
        "What does `TokenStartIndex` stand for after `Skip()`? The comment says \"end of the value\", I am not sure that is true.",
        "Rename the helper, and update every place that calls it.",
        "Why does the build print a warning? Fix the cause – don't suppress it.",
    ];

    private static readonly string[] _thoughts =
    [
        "The user wants the hot path faster. ",
        "I should read the file before I change anything, and then look at who calls it. ",
        "There are two candidates: the comparison of names, and the copy of the reader that finds the tag. ",
        "A copy of a ref struct of that size is not free, but the second walk over the same bytes costs more. ",
        "I will measure first; a guess is worth little here.",
    ];

    private static readonly string[] _answers =
    [
        "I looked at the decoder and its callers. ",
        "The property lookup compares the **length** first, then the bytes; that part is cheap.\n\n",
        "What costs time is the tag: it comes last in the object, so every part is walked twice.\n\n",
        "```csharp\nwhile (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)\n{\n    if (reader.ValueTextEquals(\"type\"u8))\n        break;\n    reader.Skip();\n}\n```\n\n",
        "I changed the order of the checks and added a test for a tag in first, middle and last place. ",
        "All tests pass; the run takes 1.3 s instead of 1.9 s. → Next I would look at the \"metadata\" objects.",
    ];

    public static Dictionary<string, string> Files()
        => _files.ToDictionary(static path => path, static path => File.ReadAllText(Repository.PathOf(path)), StringComparer.Ordinal);

    public static string Prompt(int round) => _prompts[round % _prompts.Length];

    /// <summary>The turns of one round: one to seven, as agents do.</summary>
    public static List<ModelTurn> Turns(int round, string directory)
    {
        string file = Path.Combine(directory, _files[round % _files.Length]);
        string notes = Path.Combine(directory, "docs", $"notes-{round}.md");
        List<ModelTurn> turns =
        [
            new ModelTurn().Reasoning(_thoughts).Text("I'll read the file first.").ToolCall("read", new { filePath = file }),
            new ModelTurn().ToolCall("bash", new { command = "grep -rn 'ref Utf8JsonReader' --include=*.cs .", description = "Find the callers" })
                .ToolCall("bash", new { command = "git ls-files", description = "List the files" }),
            new ModelTurn().Reasoning(_thoughts[round % 5])
                .ToolCall("bash", new { command = "ls -la src/Core/Json && git log --stat -1", description = "List files and the last commit" }),
            new ModelTurn().ToolCall("read", new { filePath = Path.Combine(directory, "src", "Core"), limit = 40 }),
            new ModelTurn().Text("I'll write down what I found.")
                .ToolCall("write", new { filePath = notes, content = string.Concat(_thoughts) + "\n\n" + string.Concat(_answers) }),
            new ModelTurn().ToolCall("bash", new { command = "wc -l $(git ls-files '*.cs') && exit 3", description = "Count lines, and fail" }),
            new ModelTurn().ToolCall("read", new { filePath = file + ".missing" }),
        ];
        int calls = round % 3 == 2 ? 2 : turns.Count - (round % 2);
        return [.. turns.Take(calls), new ModelTurn().Reasoning(_thoughts.Take((round % 5) + 1)).Text(_answers.Take((round % 6) + 1))
            .Usage(12_000 + (round * 317), 250 + round)];
    }
}
