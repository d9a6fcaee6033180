using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ServerSample;

/// <summary>Stands for any model: it looks at the clock when somebody asks for the time, and says back everything else.</summary>
internal sealed class DemoChatClient : IChatClient
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(20);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage last = messages.Last();
        FunctionResultContent? result = last.Contents.OfType<FunctionResultContent>().FirstOrDefault();
        if (result is null && last.Text.Contains("time", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("The clock knows.")]);
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent($"call_{Guid.NewGuid():N}", "look_at_clock")]);
            yield break;
        }

        string answer = result is null ? $"You said: {last.Text}" : $"It is {result.Result}.";
        foreach (string word in answer.Split(' '))
        {
            await Task.Delay(_pace, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, word + " ");
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 20, OutputTokenCount = 10 })]);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
