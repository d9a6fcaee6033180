namespace OpenCode.Server.Events;

/// <summary>Tells everybody who listens what happened.</summary>
public interface IEventPublisher
{
    /// <summary>Tells of an event. Never waits for those who listen.</summary>
    /// <param name="happened">The event.</param>
    void Publish(ServerEvent happened);
}
