using System.Threading.Channels;
using OpenCode.Server.Events;

namespace OpenCode.Server.Tests.Git;

/// <summary>Keeps what is published until a test asks for it.</summary>
internal sealed class RecordedEvents : IEventPublisher
{
    private readonly Channel<ServerEvent> _events = Channel.CreateUnbounded<ServerEvent>();

    public void Publish(ServerEvent happened) => _events.Writer.TryWrite(happened);

    /// <summary>The next event, whenever it comes.</summary>
    public async Task<ServerEvent> NextAsync() => await _events.Reader.ReadAsync(SampleRepository.Token);
}
