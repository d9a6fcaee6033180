using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace OpenCode.Server.Tests.Running;

/// <summary>A model that says what a test wants, by what it was asked.</summary>
internal sealed class ScriptedChatClient(Func<IReadOnlyList<ChatMessage>, CancellationToken, IAsyncEnumerable<AIContent>> answer) : IChatClient
{
    public static ScriptedChatClient Of(Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> answer)
        => new((messages, _) => answer(messages).ToAsyncEnumerable());

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (AIContent content in answer([.. messages], cancellationToken).WithCancellation(cancellationToken))
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content]);
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("The server streams.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
