using System.Net;
using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class EventStreamTests : IDisposable
{
    private readonly ScriptedStream _body = new();
    private readonly StubHandler _stub;

    public EventStreamTests() => _stub = StubHandler.Streaming(_body, "text/event-stream");

    public void Dispose()
    {
        _body.Dispose();
        _stub.Dispose();
    }

    [Fact]
    public async Task Events_arrive_and_comments_and_empty_data_do_not()
    {
        _body.Send(": heartbeat\n\ndata: {\"name\":\"a\"}\n\ndata:\n\ndata\n\nevent: x\nid: 1\ndata: {\"name\":\r\ndata: \"b\"}\r\n\r\n"u8);
        _body.End();

        Assert.Equal(["a", "b"], await Names());
        Assert.True(_body.IsDisposed);
    }

    [Fact]
    public async Task Events_survive_any_split()
    {
        foreach (byte piece in "\uFEFFdata: {\"name\":\"é\"}\n\ndata: {\"name\":\"🙂\"}\n\n"u8) _body.Send([piece]);
        _body.End();

        Assert.Equal(["é", "🙂"], await Names());
    }

    [Fact]
    public async Task Large_event_arrives_whole()
    {
        string name = new('x', 10_000_000);
        _body.Send(Encoding.UTF8.GetBytes($$"""data: {"name":"{{name}}"}""" + "\n\n"));
        _body.End();

        Assert.Equal([name], await Names());
    }

    [Fact]
    public async Task Request_asks_for_an_uncompressed_stream()
    {
        _body.End();

        await Names();

        Assert.Equal("text/event-stream", _stub.Requests[0].Headers["Accept"]);
        Assert.Equal("identity", _stub.Requests[0].Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_enumeration_begins()
    {
        _ = Samples.Sender(_stub).Subscribe(Samples.Watch, "/event", null, null, Samples.Token);
        await Task.Yield();

        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public async Task Leaving_the_enumeration_closes_the_stream()
    {
        _body.Send("data: {\"name\":\"a\"}\n\n"u8);
        await foreach (Thing _ in Samples.Sender(_stub).Subscribe(Samples.Watch, "/event", null, null, Samples.Token)) break;

        Assert.True(_body.IsDisposed);
    }

    [Fact]
    public async Task Event_that_is_not_json_breaks_the_contract()
    {
        _body.Send("data: {\"name\":\"a\"}\n\ndata: oops\n\n"u8);

        var error = await Assert.ThrowsAsync<ApiContractException>(Names);

        Assert.Equal(ContractViolation.MalformedJson, error.Violation);
        Assert.True(_body.IsDisposed);
    }

    [Fact]
    public async Task Broken_connection_is_told_from_the_end()
    {
        _body.Send("data: {\"name\":\"a\"}\n\n"u8);
        _body.Break(new HttpIOException(HttpRequestError.ResponseEnded));

        var error = await Assert.ThrowsAsync<ApiConnectionException>(Names);

        Assert.Equal(ConnectionFailureKind.Reset, error.Kind);
        Assert.False(error.IsRequestUnsent);
    }

    [Fact]
    public async Task Drifting_event_is_reported_and_delivered()
    {
        var drifts = new List<ResponseDrift>();
        _body.Send("data: {\"note\":\"a\"}\n\ndata: {\"note\":\"b\"}\n\n"u8);
        _body.End();
        HttpRequestSender sender = Samples.Sender(_stub, new() { OnDrift = drifts.Add });

        int count = 0;
        await foreach (Thing _ in sender.Subscribe(Samples.Watch, "/event", null, null, Samples.Token)) count++;

        Assert.Equal(2, count);
        Assert.Equal("/name", Assert.Single(drifts).Pointer);
    }

    [Fact]
    public async Task Json_instead_of_a_stream_breaks_the_contract()
    {
        HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "{}"));

        var error = await Assert.ThrowsAsync<ApiContractException>(async () =>
        {
            await foreach (Thing _ in sender.Subscribe(Samples.Watch, "/event", null, null, Samples.Token))
            {
            }
        });

        Assert.Equal(ContractViolation.UnexpectedContentType, error.Violation);
    }

    private async Task<List<string>> Names()
    {
        var names = new List<string>();
        await foreach (Thing thing in Samples.Sender(_stub).Subscribe(Samples.Watch, "/event", null, null, Samples.Token)) names.Add(thing.Name);
        return names;
    }
}
