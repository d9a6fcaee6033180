using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Subscriptions of a real server that outlive it.</summary>
public sealed class HealingTests
{
    private static CancellationToken Cancellation => LiveServer.Cancellation;

    [Fact(Timeout = 2 * LiveServer.TestLimit)]
    public async Task Every_stream_survives_the_restart_of_its_server()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation);
        using OpenCodeClient client = LiveServer.Connect(sandbox, onDrift: static _ => { });
        string session = await ApiPrompt.RunAsync(client, sandbox, Cancellation);
        await using EventLog<Event> events =
            await EventLog<Event>.OpenAsync(client.Event.SubscribeAsync(Unlimited, Cancellation), static e => e is EventServerConnected);
        await using EventLog<GlobalEvent> global = await EventLog<GlobalEvent>.OpenAsync(
            client.Global.Event.SubscribeAsync(Unlimited, Cancellation), static e => e.Payload is EventServerConnected);
        await using EventLog<V2Event> api =
            await EventLog<V2Event>.OpenAsync(client.Api.Event.SubscribeAsync(Unlimited, Cancellation), static e => e is ServerConnected);
        EventSubscription<SessionDurableEvent> subscription = client.Api.Session[session].Event.SubscribeAsync(Unlimited, Cancellation);
        await using EventLog<SessionDurableEvent> durable = new(subscription);
        await durable.NextAsync<SessionNextStepEnded>(static e => e.Data.Finish == "stop");
        long before = subscription.Position!.Value;

        await sandbox.RestartServerAsync(cancellationToken: Cancellation);

        EventGap gap = await events.NextAsync<EventGap>();
        Assert.True(gap.Gap.Since <= gap.Gap.Until);
        await events.NextAsync<EventServerConnected>();
        Assert.Equal(gap.Gap.Reason, ((EventGap)(await global.NextAsync<GlobalEvent>(static e => e.Payload is EventGap)).Payload).Gap.Reason);
        await api.NextAsync<V2EventGap>();
        await api.NextAsync<ServerConnected>();

        sandbox.Model.Enqueue(new ModelTurn().Text("Here again."));
        await client.Api.Session[session].Prompt.PostAsync(new() { Prompt = new() { Text = "Are you there?" } }, cancellationToken: Cancellation);
        SessionNextTextEnded text = await durable.NextAsync<SessionNextTextEnded>(static e => e.Data.Text == "Here again.");
        Assert.True(text.Durable!.Seq > before);
        await api.NextAsync<SessionNextTextEnded>(static e => e.Data.Text == "Here again.");

        long[] numbers = [.. durable.Seen.Select(SequenceOf)];
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact(Timeout = 2 * LiveServer.TestLimit)]
    public async Task Turns_of_the_first_API_cost_the_second_APIs_stream_no_event_that_the_sessions_own_does_not_have()
    {
        await using OpenCodeSandbox sandbox = await OpenCodeSandbox.StartAsync(cancellationToken: Cancellation);
        using OpenCodeClient client = LiveServer.Connect(sandbox, onDrift: static _ => { });
        string id = (await client.Api.Session.PostAsync(new() { Location = new() { Directory = sandbox.Directory } }, cancellationToken: Cancellation)).Data.Id;
        var states = new List<EventStreamState>();
        EventSubscription<V2Event> subscription = client.Api.Event.SubscribeAsync(Unlimited, Cancellation);
        subscription.StateChanged += (_, state) => states.Add(state);
        await using EventLog<V2Event> live = await EventLog<V2Event>.OpenAsync(subscription, static e => e is ServerConnected);
        await using EventLog<SessionDurableEvent> durable = new(client.Api.Session[id].Event.SubscribeAsync(Unlimited, Cancellation));
        Session first = await client.Session.PostAsync(new() { Title = "first API" }, cancellationToken: Cancellation);

        Task turns = RunTurnsAsync(client, first.Id);
        for (int i = 0; i < 3; i++)
        {
            await client.Api.Session[id].Prompt.PostAsync(new() { Prompt = new() { Text = $"Turn {i}." } }, cancellationToken: Cancellation);
            await durable.NextAsync<SessionNextStepEnded>(static e => e.Data.Finish == "stop");
        }

        await turns;
        await ReadUntilRenamedAsync(client, live, first.Id);

        // Each end cost one connection, made at once.
        int ends = live.Seen.Count(static e => e is V2EventGap { Gap.Reason: EventStreamInterruption.Ended });
        Assert.NotEqual(0, ends);
        Assert.DoesNotContain(states, static s => s.Phase == EventStreamPhase.WaitingToReconnect);

        // Nothing of the session is in the live stream only, nothing twice, and what the live stream lacks lies in its gaps.
        long[] kept = [.. durable.Seen.Select(SequenceOf)];
        long[] seen = [.. live.Seen.OfType<SessionDurableEvent>().Where(e => AggregateOf(e) == id).Select(SequenceOf)];
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.Equal(seen.Distinct().Order(), seen);
        Assert.Subset(kept.ToHashSet(), seen.ToHashSet());
    }

    private static async Task RunTurnsAsync(OpenCodeClient client, string session)
    {
        for (int i = 0; i < 2; i++)
            await client.Session[session].Message.PostAsync(new() { Parts = [new TextPartInput { Text = "hello" }] }, cancellationToken: Cancellation);
    }

    /// <summary>Renames a session until the live stream tells: one event may still fall into a gap.</summary>
    private static async Task ReadUntilRenamedAsync(OpenCodeClient client, EventLog<V2Event> live, string session)
    {
        using CancellationTokenSource seen = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task renaming = Task.Run(
            async () =>
            {
                while (!seen.IsCancellationRequested)
                {
                    await client.Session[session].PatchAsync(new() { Title = "renamed" }, cancellationToken: Cancellation);
                    await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
                }
            },
            Cancellation);
        await live.NextAsync<SessionUpdated>(e => e.Data.SessionId == session && e.Data.Info.Title == "renamed");
        await seen.CancelAsync();
        await renaming;
    }

    private static void Unlimited(RequestConfiguration configuration) => configuration.Budgets = RequestBudgets.Unlimited;

    private static long SequenceOf(SessionDurableEvent e) => ElementOf(e).GetProperty("durable").GetProperty("seq").GetInt64();

    private static string? AggregateOf(SessionDurableEvent e) => ElementOf(e).GetProperty("durable").GetProperty("aggregateID").GetString();

    private static System.Text.Json.JsonElement ElementOf(SessionDurableEvent e) => System.Text.Json.JsonSerializer.SerializeToElement(e);
}
