using System.Net.Sockets;
using OpenCode.Testing;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>Connections that are cut while they are open, and servers that go down and come back.</summary>
public sealed class LiveCutTests
{
    private const int Limit = 60_000;

    private const string Response = "HTTP/1.1 200 OK\r\n\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close, ConnectionEnding.Close)]
    [InlineData(ConnectionEnding.HalfClose, ConnectionEnding.Close)]
    [InlineData(ConnectionEnding.Reset, ConnectionEnding.Reset)]
    [InlineData(ConnectionEnding.Stall, ConnectionEnding.Stall)]
    public async Task All_open_connections_end_and_later_ones_are_served(ConnectionEnding ending, ConnectionEnding seen)
    {
        await using RawServer server = new(Response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri);
        using RawClient first = await RawClient.ConnectAsync(proxy.BaseUri);
        using RawClient second = await RawClient.ConnectAsync(proxy.BaseUri);
        await first.ReadAsync();
        await second.ReadAsync();

        await proxy.CutAllAsync(ending, Cancellation);

        // The server answers every request: a stalled connection does not pass that on.
        if (ending == ConnectionEnding.Stall) await first.SendAsync(RawClient.Request);
        int? stallsAfter = ending == ConnectionEnding.Stall ? 0 : null;
        Assert.Equal(("", seen), await first.ReadToEndAsync(stallsAfter));
        Assert.Equal(("", seen), await second.ReadToEndAsync(stallsAfter));
        using RawClient later = await RawClient.ConnectAsync(proxy.BaseUri);
        Assert.Equal(Response, await later.ReadAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close)]
    [InlineData(ConnectionEnding.Reset)]
    public async Task A_stalled_connection_can_still_be_cut(ConnectionEnding ending)
    {
        await using RawServer server = new(Response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);
        await client.ReadAsync();
        await proxy.StallAllAsync(Cancellation);

        await proxy.CutAllAsync(ending, Cancellation);

        Assert.Equal(("", ending), await client.ReadToEndAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_gives_up_on_a_stalled_connection_frees_the_servers_side(bool resets)
    {
        await using RawServer server = new(Response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, static _ => ConnectionFault.StallAfter(5));
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);
        await client.ReadToEndAsync(stallsAfter: 5);
        Assert.Equal(1, server.OpenConnections);

        if (resets) client.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Socket.Dispose();

        await Eventually.TrueAsync(() => server.OpenConnections == 0 && proxy.OpenConnections == 0, "both sides end");
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_is_down_refuses_connections_until_it_is_back_on_the_same_port()
    {
        await using RawServer server = new(Response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri);
        using RawClient stays = await RawClient.ConnectAsync(proxy.BaseUri);
        await stays.ReadAsync();

        for (int round = 0; round < 3; round++)
        {
            proxy.StopListening();
            proxy.StopListening();
            for (int attempt = 0; attempt < 3; attempt++)
            {
                SocketException refused = await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(proxy.BaseUri));
                Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
            }

            await stays.SendAsync(RawClient.Request);
            Assert.Equal(Response, await stays.ReadAsync());

            proxy.ResumeListening();
            proxy.ResumeListening();
            using RawClient back = await RawClient.ConnectAsync(proxy.BaseUri);
            Assert.Equal(Response, await back.ReadAsync());
        }

        Assert.Equal(4, proxy.Connections);
    }
}
