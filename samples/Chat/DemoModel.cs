using System.Text.RegularExpressions;
using OpenCode.Testing;

namespace ChatSample;

/// <summary>What the scripted model answers: a word of the prompt decides which side of a chat it shows.</summary>
internal sealed partial class DemoModel
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(15);

    private int _failures;

    /// <summary>The project that the agent works in.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["README.md"] = "# Garden\n\nA small project.\n",
        ["plan.txt"] = "beans\npeas\n",
    };

    private static ModelTurn Help => Saying("""
        ## What this model can show

        It only follows a script. Say a word:

        - **anything**: it thinks, runs `ls` and explains what it found
        - **write**: it changes a file; look at it with `/diff` and take it back with `/undo`
        - **agent**: it hands the work to a sub-agent
        - **question**: it asks you something
        - **retry**: its provider is overloaded at first
        - **hang**: it never comes to an end; press Ctrl-C
        """);

    /// <summary>Answers a step of a conversation.</summary>
    public ModelTurn? Respond(ModelRequest request)
    {
        string prompt = request.LastUserText;
        bool isFirst = request.StepsSinceUser == 0;
        if (Says(prompt, "help")) return Help;
        if (Says(prompt, "hang")) return Thinking("This will take a while.").Text("It begins, ", "and ").Hang();
        if (Says(prompt, "retry") && Interlocked.Increment(ref _failures) % 2 == 1) return ModelTurn.Failing(503, "The model is overloaded.");
        if (Says(prompt, "write")) return isFirst ? Write() : Saying("The plan has **cabbage** now. `/diff` shows it, `/undo` takes it back.");
        if (Says(prompt, "agent")) return isFirst ? Delegate() : Saying("The other agent counted *two* files.");
        if (Says(prompt, "question")) return isFirst ? Ask() : Saying("**Good choice.** I will keep it in mind.");
        if (Says(prompt, "count")) return isFirst ? Bash("ls | wc -l", "Count the files") : Saying("There are **two** files.");
        return isFirst ? Look() : Found();
    }

    private static ModelTurn Look()
        => Thinking("The user wants to know what is here. I look before I answer.").ToolCall("bash", new { command = "ls -1", description = "List the files" })
            .Usage(1200, 60);

    private static ModelTurn Found() => Saying("""
        # The garden

        There are **two** files here:

        1. `README.md`, which says *what it is*
        2. `plan.txt`, with what will grow

        ```sh
        cat plan.txt   # beans, peas
        ```

        Say **help** to see what else I can do.
        """);

    private static ModelTurn Write()
        => Thinking("Cabbage is missing.").ToolCall("write", new { filePath = "plan.txt", content = "beans\npeas\ncabbage\n" }).Usage(1300, 80);

    private static ModelTurn Delegate() => Thinking("Somebody else can do that.")
        .ToolCall("task", new { description = "Count the files", prompt = "Please count the files.", subagent_type = "general" }).Usage(1100, 70);

    private static ModelTurn Ask() => new ModelTurn().ToolCall("question", new
    {
        questions = new[]
        {
            new
            {
                question = "What shall grow next?",
                header = "Next",
                options = new[] { new { label = "Leek", description = "likes the cold" }, new { label = "Chard", description = "grows by itself" } },
            },
        },
    }).Usage(900, 40);

    private static ModelTurn Bash(string command, string description) => new ModelTurn().ToolCall("bash", new { command, description }).Usage(700, 30);

    private static ModelTurn Thinking(string text) => Slowly(new ModelTurn(), text, static (turn, piece) => turn.Reasoning(piece));

    private static ModelTurn Saying(string text) => Slowly(new ModelTurn(), text, static (turn, piece) => turn.Text(piece)).Usage(1500, 90);

    private static ModelTurn Slowly(ModelTurn turn, string text, Action<ModelTurn, string> say)
    {
        foreach (Match piece in Piece().Matches(text))
        {
            say(turn, piece.Value);
            turn.Delay(_pause);
        }

        return turn;
    }

    private static bool Says(string prompt, string word) => prompt.Contains(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\S*\s*", RegexOptions.None)]
    private static partial Regex Piece();
}
