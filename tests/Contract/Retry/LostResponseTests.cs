using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Testing.Events;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>Answers that are lost at every possible byte: what may be repeated succeeds, and a prompt is sent once.</summary>
public sealed class LostResponseTests
{
    private const int Limit = 120_000;
    private const string SessionId = "ses_1f82bba7300120pA6ypeDxjGvD";
    private const string Prompt = $"/session/{SessionId}/message";

    private static readonly ScriptedResponse _session = new(200, $$"""{"id":"{{SessionId}}","title":"é🙂"}""");
    private static readonly ScriptedResponse _reply = new(200, """{"info":{"role":"assistant"},"parts":[{"type":"text","text":"é🙂"}]}""");

    private static readonly Dictionary<string, ConnectionFault> _faults = new()
    {
        ["close at once"] = ConnectionFault.CloseAtOnce,
        ["502"] = ConnectionFault.RefuseWith(502),
        ["HTML 502"] = ConnectionFault.None with { Answer = ProxyResponse.Html(502) },
        ["503 for a moment"] = ConnectionFault.RefuseWith(503, TimeSpan.Zero),
        ["503 until a date"] = ConnectionFault.RefuseWith(503, DateTimeOffset.UnixEpoch),
        ["429"] = ConnectionFault.RefuseWith(429, TimeSpan.Zero),
        ["half-close"] = ConnectionFault.HalfCloseAfter(60),
        ["reset"] = ConnectionFault.ResetAfter(60),
    };

    public static TheoryData<string> Faults { get; } = [.. _faults.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close, false)]
    [InlineData(ConnectionEnding.Reset, false)]
    [InlineData(ConnectionEnding.Close, true)]
    [InlineData(ConnectionEnding.Reset, true)]
    public async Task A_prompt_reaches_the_server_once(ConnectionEnding ending, bool onWarmConnection)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.AnswerAlways("GET", $"/session/{SessionId}", _session);
        server.AnswerAlways("POST", Prompt, _reply);
        long warm = onWarmConnection ? await LengthAsync(server, client => client.Session[SessionId].GetAsync(cancellationToken: Cancellation)) : 0;
        long length = await LengthAsync(server, PromptAsync);
        int sent = 1;
        for (long cutAt = 0; cutAt < length; cutAt++)
        {
            var fault = new ConnectionFault { ResponseLimit = warm + cutAt, Ending = ending };
            await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, n => n == 0 ? fault : ConnectionFault.None);
            await using OpenCodeClient client = Connect(proxy.BaseUri);
            if (onWarmConnection && cutAt > 0) await client.Session[SessionId].GetAsync(cancellationToken: Cancellation);
            else if (onWarmConnection) continue; // The limit would be reached by the first answer, and close the connection before the second request.

            await Record.ExceptionAsync(() => PromptAsync(client));

            Assert.Equal(++sent, server.CountOf("POST", Prompt));
            Assert.Equal(1, proxy.Connections);
        }

        Assert.True(sent > 100, $"only {sent} bytes were tried");
    }

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close)]
    [InlineData(ConnectionEnding.Reset)]
    public async Task A_request_that_may_be_repeated_succeeds_wherever_its_answer_was_cut(ConnectionEnding ending)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.AnswerAlways("GET", $"/session/{SessionId}", _session);
        long length = await LengthAsync(server, client => client.Session[SessionId].GetAsync(cancellationToken: Cancellation));
        for (long cutAt = 0; cutAt < length; cutAt++)
        {
            var fault = new ConnectionFault { ResponseLimit = cutAt, Ending = ending };
            await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, n => n == 0 ? fault : ConnectionFault.None);
            await using OpenCodeClient client = Connect(proxy.BaseUri);

            Session session = await client.Session[SessionId].GetAsync(cancellationToken: Cancellation);

            Assert.Equal("é🙂", session.Title);
        }
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Faults))]
    public async Task Faults_that_pass_are_invisible_to_a_get_and_end_a_prompt(string fault)
    {
        await using EventServer server = await EventServer.StartAsync(cancellationToken: Cancellation);
        server.AnswerAlways("GET", $"/session/{SessionId}", _session);
        server.AnswerAlways("POST", Prompt, _reply);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, n => n < 2 ? _faults[fault] : ConnectionFault.None);
        await using OpenCodeClient client = Connect(proxy.BaseUri);

        Session session = await client.Session[SessionId].GetAsync(cancellationToken: Cancellation);
        Assert.Equal(("é🙂", 3), (session.Title, proxy.Connections));

        proxy.SetFault(_faults[fault]);
        await proxy.CutAllAsync(cancellationToken: Cancellation);
        int before = proxy.Connections;
        var error = await Assert.ThrowsAnyAsync<ApiException>(() => PromptAsync(client));
        Assert.Equal((1, before + 1), (error.Attempts, proxy.Connections));
        Assert.InRange(server.CountOf("POST", Prompt), 0, 1);
    }

    private static Task<SessionPromptResponse> PromptAsync(OpenCodeClient client)
        => client.Session[SessionId].Message.PostAsync(new() { Parts = [new TextPartInput { Text = "hello" }] }, cancellationToken: Cancellation);

    /// <summary>How many bytes the response to a request is.</summary>
    private static async Task<long> LengthAsync(EventServer server, Func<OpenCodeClient, Task> request)
    {
        FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri);
        await using (proxy)
        {
            await using OpenCodeClient client = Connect(proxy.BaseUri);
            await request(client);
        }

        // Bytes are counted after they were sent, and the client may be faster than that: the count is final when the proxy has ended.
        return proxy.BytesToClients;
    }

    private static OpenCodeClient Connect(Uri baseUri) => new(new OpenCodeClientOptions
    {
        BaseUri = baseUri,
        Password = "",
        Retry = new() { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
    });
}
