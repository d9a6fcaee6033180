using OpenCode.Core.Events;
using OpenCode.Core.Operations;

namespace OpenCode.Client.Tests.Health;

/// <summary>A subscription that is in the state it is told to be in.</summary>
internal sealed class FakeSubscription(Operation operation, EventStreamState state) : EventSubscription(operation.Id)
{
    public FakeSubscription(Operation operation, EventStreamPhase phase)
        : this(operation, new EventStreamState { Phase = phase, Since = default })
    {
    }

    public override EventStreamState State => Now;

    public override long? Position => null;

    public EventStreamState Now { get; set; } = state;
}
