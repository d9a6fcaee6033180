using System.Text.Json;
using OpenCode.Turns;
using Xunit;

namespace OpenCode.Client.Tests.Turns;

/// <summary>Updates wait for their reader; those of a turn that nobody reads grow together.</summary>
public sealed class UpdateQueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5000)]
    public async Task No_text_is_lost_and_none_doubled(int count)
    {
        UpdateQueue queue = new();
        string[] expected = new string[4];
        for (int i = 0; i < count; i++)
        {
            // Two parts of text and two of reasoning, in runs of seven.
            int part = i / 7 % 4;
            expected[part] += $"{i} ";
            queue.Add(part < 2 ? new TextUpdate("s", $"{part}", $"{i} ") : new ReasoningUpdate("s", $"{part}", $"{i} "));
        }

        queue.End(null);
        string[] read = new string[4];
        int updates = 0;
        await foreach (TurnUpdate update in queue.ReadAsync(Cancellation))
        {
            updates++;
            (string part, string delta) = update switch
            {
                TextUpdate text => (text.PartId, text.Delta),
                ReasoningUpdate reasoning => (reasoning.PartId, reasoning.Delta),
                _ => throw new InvalidOperationException($"{update}"),
            };
            read[int.Parse(part, null)] += delta;
        }

        Assert.Equal(expected, read);
        Assert.InRange(updates, 0, 256 + Math.Max(0, (count - 256) / 7) + 1);
    }

    [Fact]
    public async Task A_text_that_replaces_another_keeps_what_follows_it()
    {
        UpdateQueue queue = Full();
        queue.Add(new TextUpdate("s", "p", "wrong"));
        queue.Add(new TextUpdate("s", "p", "right", IsReplacement: true));
        queue.Add(new TextUpdate("s", "p", " and more"));
        queue.End(null);

        Assert.Equal(
            [new TextUpdate("s", "p", "wrong"), new TextUpdate("s", "p", "right and more", IsReplacement: true)],
            (await queue.ReadAsync(Cancellation).ToListAsync(Cancellation)).TakeLast(2));
    }

    [Fact]
    public async Task Of_the_output_of_a_tool_the_last_is_kept()
    {
        UpdateQueue queue = Full();
        for (int i = 0; i < 100; i++) queue.Add(new ToolOutputUpdate("s", "call", "bash", new string('x', i)));
        queue.End(null);

        List<TurnUpdate> read = await queue.ReadAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal(new ToolOutputUpdate("s", "call", "bash", new string('x', 99)), Assert.Single(read.OfType<ToolOutputUpdate>()));
    }

    [Fact]
    public async Task A_turn_can_be_enumerated_once()
    {
        UpdateQueue queue = Full();
        queue.End(null);
        _ = await queue.ReadAsync(Cancellation).CountAsync(Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await queue.ReadAsync(Cancellation).CountAsync(Cancellation));
    }

    private static UpdateQueue Full()
    {
        UpdateQueue queue = new();
        using JsonDocument input = JsonDocument.Parse("{}");
        for (int i = 0; i < 256; i++) queue.Add(new ToolStartedUpdate("s", $"{i}", "bash", input.RootElement.Clone()));
        return queue;
    }
}
