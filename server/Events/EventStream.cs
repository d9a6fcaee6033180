using System.Runtime.CompilerServices;
using OpenCode.Server.Http;
using OpenCode.Server.Identity;

namespace OpenCode.Server.Events;

/// <summary>One who listens to what happens.</summary>
/// <param name="ring">What happens.</param>
/// <param name="place">Where the stream begins.</param>
/// <param name="ids">Makes the ids of the stream's own events.</param>
/// <param name="clock">Measures silence.</param>
internal sealed class EventStream(EventRing ring, RingPlace place, ServerIds ids, TimeProvider clock)
{
    private const int MostAtOnce = 64;

    /// <summary>How events are written.</summary>
    public required EventForm Form { get; init; }

    /// <summary>The folder whose events are told, and with which the stream ends; null for everything.</summary>
    public string? Directory { get; init; }

    /// <summary>How long it may be silent; of <c>/api/event</c>, how often a comment is sent.</summary>
    public required TimeSpan Heartbeat { get; init; }

    /// <summary>The pieces of the stream.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<EventFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        TimeSpan due = Heartbeat;
        yield return new EventFrame(EventText.Frame(Form, place.Position, ids.Event(), "server.connected"));
        if (Form == EventForm.Api) yield return new EventFrame(EventText.Comment);
        var taken = new ToldEvent?[MostAtOnce];
        while (!cancellationToken.IsCancellationRequested)
        {
            long first = place.Next;
            int count = ring.Take(place, taken);
            if (count < 0) yield break;
            bool isSilent = true;
            for (int i = 0; i < count; i++)
            {
                ToldEvent told = taken[i]!;
                taken[i] = null;
                if (told.IsEnd && first + i >= place.Live && Directory is not null && Directory == told.Happened.Directory) yield break;
                if (told.IsEnd || !Concerns(told)) continue;
                yield return told.Frame(Form);
                isSilent = Form == EventForm.Api;
            }

            TimeSpan now = clock.GetElapsedTime(start);
            if (!isSilent) due = now + Heartbeat;
            TimeSpan remaining = due - now;
            if (remaining <= TimeSpan.Zero)
            {
                yield return HeartbeatFrame();
                due = now + Heartbeat;
            }
            else if (count == 0)
            {
                await ring.WaitAsync(place).WaitAsync(remaining, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool Concerns(ToldEvent told) => Directory is null || told.Happened.Directory is null || told.Happened.Directory == Directory;

    private EventFrame HeartbeatFrame()
        => new(Form == EventForm.Api ? EventText.Comment : EventText.Frame(Form, null, ids.Event(), "server.heartbeat"));
}
