using System.Diagnostics;
using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>The four event streams while an agent works.</summary>
[Collection<SharedServer>]
public sealed class EventStreamTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_prompt_is_seen_from_its_first_part_to_the_idle_session()
    {
        await using EventLog<Event> events = await EventLog<Event>.OpenAsync(
            server.Listener.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e is EventServerConnected);
        SessionRequests session = await SessionRequests.NewAsync(Client);
        await session.At.PromptAsync.PostAsync(
            new() { Parts = [new TextPartInput { Text = "Say hello." }] }, cancellationToken: LiveServer.Cancellation);

        await events.NextAsync<EventSessionIdle>(e => e.Properties.SessionId == session.Id);

        Assert.Contains(events.Seen, e => e is EventSessionCreated created && created.Properties.SessionId == session.Id);
        Assert.Contains(events.Seen, static e => e is EventSessionStatus { Properties.Status: SessionStatusBusy });
        Assert.Contains(events.Seen, static e => e is EventMessageUpdated { Properties.Info: AssistantMessage });
        Assert.Contains(events.Seen, static e => e is EventMessagePartUpdated { Properties.Part: TextPart { Text: "Say hello." } });
        Assert.Contains(events.Seen, static e => e is EventMessagePartUpdated { Properties.Part: TextPart { Text: "Hello from the scripted model." } });
        Assert.Contains(events.Seen, static e => e is EventMessagePartDelta);
        Assert.DoesNotContain(events.Seen, static e => e is UnknownEvent { Type: not "server.heartbeat" });
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_global_stream_names_the_directory_of_each_event()
    {
        await using EventLog<GlobalEvent> events = await EventLog<GlobalEvent>.OpenAsync(
            server.Listener.Global.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e.Payload is EventServerConnected);
        SessionRequests session = await SessionRequests.NewAsync(Client);
        await session.PromptAsync("Say hello.");

        GlobalEvent idle = await events.NextAsync<GlobalEvent>(
            e => e.Payload is EventSessionIdle idle && idle.Properties.SessionId == session.Id);

        Assert.Equal(server.Sandbox.Directory, idle.Directory);
        Assert.Contains(events.Seen, static e => e.Payload is EventMessagePartUpdated);
        Assert.DoesNotContain(events.Seen, static e => e.Payload is UnknownGlobalEventPayload { Type: not "server.heartbeat" });
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_second_APIs_stream_carries_its_own_events()
    {
        await using EventLog<V2Event> events = await EventLog<V2Event>.OpenAsync(
            server.Listener.Api.Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation), static e => e is ServerConnected);
        string id = await ApiPrompt.RunAsync(Client, server.Sandbox, LiveServer.Cancellation);

        SessionNextStepEnded ended = await events.NextAsync<SessionNextStepEnded>(e => e.Data.SessionId == id && e.Data.Finish == "stop");

        Assert.NotNull(ended.Durable);
        Assert.Contains(events.Seen, static e => e is SessionNextTextDelta);
        Assert.DoesNotContain(events.Seen, static e => e is UnknownV2Event);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_sessions_own_stream_replays_its_past_and_goes_on_after_a_cursor()
    {
        LiveObjects objects = await server.ObjectsAsync();
        var stream = Client.Api.Session[objects.Version2["sessionID"]].Event;
        List<SessionDurableEvent> all = [];
        await foreach (SessionDurableEvent e in stream.SubscribeAsync(cancellationToken: LiveServer.Cancellation))
        {
            all.Add(e);
            if (e is SessionNextStepEnded { Data.Finish: "stop" }) break;
        }

        Assert.IsType<SessionNextPromptAdmitted>(all[0]);
        Assert.Contains(all, static e => e is SessionNextToolSuccess);
        Assert.DoesNotContain(all, static e => e is UnknownSessionDurableEvent);

        await foreach (SessionDurableEvent e in stream.SubscribeAsync(c => c.Query.After = "1", LiveServer.Cancellation))
        {
            Assert.Equal(IdOf(all[1]), IdOf(e));
            break;
        }
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task An_unknown_session_has_no_stream() => await Assert.ThrowsAsync<ApiNotFoundException>(async () =>
    {
        await foreach (SessionDurableEvent e in Client.Api.Session["ses_unknown"].Event.SubscribeAsync(cancellationToken: LiveServer.Cancellation))
        {
            Assert.Fail(e.Type);
        }
    });

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Every_stream_ends_promptly_when_it_is_cancelled()
    {
        string idle = (await Client.Api.Session.PostAsync(
            new() { Location = new() { Directory = server.Sandbox.Directory } }, cancellationToken: LiveServer.Cancellation)).Data.Id;
        await EndsPromptlyAsync(token => server.Listener.Event.SubscribeAsync(cancellationToken: token), hasFirstEvent: true);
        await EndsPromptlyAsync(token => server.Listener.Global.Event.SubscribeAsync(cancellationToken: token), hasFirstEvent: true);
        await EndsPromptlyAsync(token => server.Listener.Api.Event.SubscribeAsync(cancellationToken: token), hasFirstEvent: true);

        // This one sends not even headers before its first event.
        await EndsPromptlyAsync(token => server.Listener.Api.Session[idle].Event.SubscribeAsync(cancellationToken: token), hasFirstEvent: false);
    }

    private static string IdOf(SessionDurableEvent e) => e switch
    {
        SessionNextPromptAdmitted admitted => admitted.Id,
        SessionNextPrompted prompted => prompted.Id,
        _ => throw new InvalidOperationException($"An event of type {e.Type} was not expected."),
    };

    private static async Task EndsPromptlyAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> subscribe, bool hasFirstEvent)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(LiveServer.Cancellation);
        await using IAsyncEnumerator<T> events = subscribe(stop.Token).GetAsyncEnumerator(LiveServer.Cancellation);
        if (hasFirstEvent) Assert.True(await events.MoveNextAsync());
        ValueTask<bool> next = events.MoveNextAsync();
        long cancelled = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await next) next = events.MoveNextAsync();
        });
        Assert.InRange(Stopwatch.GetElapsedTime(cancelled), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
