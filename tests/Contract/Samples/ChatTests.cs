namespace OpenCode.Contract.Tests.Samples;

/// <summary>The chat, with its prompts in a pipe.</summary>
public sealed class ChatTests
{
    private const int Limit = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_chat_answers_shows_tools_sub_agents_and_changes_and_takes_them_back()
    {
        using SampleProgram chat = SampleProgram.Start("Chat", "--allow");
        foreach (string line in new[] { "What is here?", "write it", "/diff", "/undo", "/diff", "ask an agent", "/sessions", "/exit" })
            await chat.Input.WriteLineAsync(line);

        (int code, string output, string errors) = await chat.EndAsync(Token);

        Assert.True(code == 0, errors);
        string[] expected =
        [
            "The user wants to know", "▶ bash ls -1", "✓ bash", "plan.txt", "The garden\n", "two files", "1. README.md", "cat plan.txt", "tokens in", "$0.0",
            "▶ write", "± ", "1 file +1 −0", "› /diff", "+cabbage", "Taken back", "changed nothing", "┌ ", "    ▶ bash", "    There are two files.", "└ ",
            "counted two files", "1. A chat",
        ];
        int at = 0;
        foreach (string text in expected)
        {
            int found = output.IndexOf(text, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"\"{text}\" is missing after:\n{output[..at]}\n--- in what follows:\n{output[at..]}");
            at = found + text.Length;
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_keyboard_permissions_are_refused_and_Ctrl_C_stops_the_turn_and_then_the_chat()
    {
        Assert.SkipUnless(SampleProgram.HearsCtrlC, "There are no signals, or they are ignored here, as in jobs that a shell runs in the background.");
        using SampleProgram chat = SampleProgram.Start("Chat");
        await chat.Input.WriteLineAsync("What is here?");
        await chat.ReachAsync("PermissionRefused", Token);
        await chat.Input.WriteLineAsync("hang");
        await chat.ReachAsync("This will take", Token);
        chat.PressCtrlC();
        await chat.ReachAsync("Aborted: The turn was aborted.", Token);
        await chat.Input.WriteLineAsync("/new");
        await chat.ReachAsync("begins a new session", Token);

        chat.PressCtrlC();

        Assert.Equal(130, (await chat.EndAsync(Token)).ExitCode);
    }
}
