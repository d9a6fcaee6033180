using System.Text.Json;

namespace OpenCode.Contract.Tests.Samples;

/// <summary>The batch, killed in the middle and started again.</summary>
public sealed class BatchTests : IDisposable
{
    private const int Prompts = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-batch-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 180_000)]
    public async Task A_batch_that_is_killed_goes_on_and_sends_no_prompt_twice()
    {
        string[] arguments = ["--servers", "1", "--prompts", $"{Prompts}", "--folder", _folder];
        using (SampleProgram killed = SampleProgram.Start("Batch", arguments))
        {
            await killed.ReachAsync("Sent prompt 3", Token);
            killed.Kill();
        }

        int answeredBefore = Answers().Count;
        using SampleProgram batch = SampleProgram.Start("Batch", arguments);
        (int code, string output, string errors) = await batch.EndAsync(Token);

        Assert.True(code == 0, output + errors);
        Assert.Contains($"{Prompts} prompts: {answeredBefore} answered", output, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, Prompts), Answers().Order());
        string[] bill = await File.ReadAllLinesAsync(Path.Combine(_folder, "bill.txt"), Token);
        string[] sent = [.. bill.Where(static line => line.StartsWith("Prompt ", StringComparison.Ordinal))];
        Assert.Equal(sent.Distinct(), sent);

        // Two were under way when it was killed, and may have been asked to go on.
        Assert.InRange(bill.Length, Prompts, Prompts + 2);
        Assert.Contains(", Failed: 0", output, StringComparison.Ordinal);
    }

    private List<int> Answers()
    {
        List<int> answers = [];
        foreach (string line in File.ReadLines(Path.Combine(_folder, "journal.jsonl")).Where(static l => l.EndsWith('}')))
        {
            using JsonDocument entry = JsonDocument.Parse(line);
            if (entry.RootElement.TryGetProperty("answer", out _)) answers.Add(entry.RootElement.GetProperty("prompt").GetInt32());
        }

        return answers;
    }
}
