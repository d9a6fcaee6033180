using System.Net.Sockets;
using System.Text;
using OpenCode.Testing;
using OpenCode.Testing.Faults;
using OpenCode.Workbench;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>What a client sees at the level of bytes when a connection goes wrong.</summary>
public sealed class FaultProxyTests
{
    private const int Limit = 60_000;

    // Characters of one to four bytes: a cut at every offset hits the middle of each.
    private static readonly string _response = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n\r\ndata: aé€😀\n\n"));

    public static TheoryData<ConnectionEnding> Endings => new(Enum.GetValues<ConnectionEnding>());

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Endings))]
    public async Task A_connection_ends_after_any_number_of_bytes(ConnectionEnding ending)
    {
        await using RawServer server = new(_response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, n => new ConnectionFault { ResponseLimit = n, Ending = ending });

        for (int bytes = 0; bytes <= _response.Length; bytes++)
        {
            using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);
            (string seen, ConnectionEnding end) = await client.ReadToEndAsync(ending == ConnectionEnding.Stall ? bytes : null);

            Assert.Equal(_response[..bytes], seen);
            Assert.Equal(ending == ConnectionEnding.HalfClose ? ConnectionEnding.Close : ending, end);
            Assert.Equal(bytes + 1, proxy.Connections);
        }

        Assert.Equal(_response.Length + 1, server.Connections);
        Assert.Equal((_response.Length + 1) * RawClient.Request.Length, server.Received.Length);
        Assert.Equal(_response.Length * (_response.Length + 1) / 2, proxy.BytesToClients);
        await Eventually.TrueAsync(() => proxy.OpenConnections == 0 && server.OpenConnections == 0, "a client that goes ends its connections");
    }

    public static TheoryData<ConnectionFault> Harmless => new(
        ConnectionFault.None,
        ConnectionFault.SplitEvery(1),
        ConnectionFault.SplitEvery(7),
        ConnectionFault.SplitEvery(1000),
        ConnectionFault.Delay(TimeSpan.FromMilliseconds(1)),
        ConnectionFault.DelayFirstByte(TimeSpan.FromMilliseconds(1)),
        ConnectionFault.SplitEvery(3) with { PieceDelay = TimeSpan.FromMilliseconds(1), FirstByteDelay = TimeSpan.FromMilliseconds(1) },
        ConnectionFault.ResetAfter(_response.Length + 1),
        ConnectionFault.StallRequestAfter(RawClient.Request.Length));

    [Theory(Timeout = Limit, DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Harmless))]
    public async Task All_bytes_pass_and_the_servers_end_is_passed_on(ConnectionFault fault)
    {
        await using RawServer server = new(_response) { ClosesAfterResponse = true };
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => fault);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        (string seen, ConnectionEnding end) = await client.ReadToEndAsync();

        Assert.Equal(_response, seen);
        Assert.Equal(ConnectionEnding.Close, end);
        Assert.Equal(RawClient.Request.Length, proxy.BytesToServer);
    }

    [Fact(Timeout = Limit)]
    public async Task Pieces_that_are_paused_arrive_one_by_one()
    {
        ManualTimeProvider time = new();
        await using RawServer server = new(_response);
        ConnectionFault fault = ConnectionFault.SplitEvery(5) with { PieceDelay = TimeSpan.FromSeconds(2), FirstByteDelay = TimeSpan.FromSeconds(8) };
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => fault, time);
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        await AdvanceAsync(TimeSpan.FromSeconds(8));
        foreach (char[] piece in _response.Chunk(5))
        {
            await AdvanceAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(new string(piece), await client.ReadAsync());
        }

        async Task AdvanceAsync(TimeSpan pause)
        {
            await Eventually.TrueAsync(() => time.NextDue is not null, "the proxy pauses");
            Assert.Equal(pause, time.NextDue);
            time.Advance(pause);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_first_byte_that_never_comes_holds_the_whole_response_back()
    {
        await using RawServer server = new(_response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => ConnectionFault.DelayFirstByte(TimeSpan.FromHours(1)));
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        Assert.Equal(("", ConnectionEnding.Stall), await client.ReadToEndAsync(stallsAfter: 0));
    }

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Close)]
    [InlineData(ConnectionEnding.Reset)]
    [InlineData(ConnectionEnding.Stall)]
    public async Task A_connection_that_ends_at_once_never_reaches_the_server(ConnectionEnding ending)
    {
        await using RawServer server = new(_response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => ConnectionFault.CloseAtOnce with { Ending = ending });

        Assert.Equal(("", ending), await RawClient.ConnectAndReadAsync(proxy.BaseUri, ending == ConnectionEnding.Stall ? 0 : null));
        Assert.Equal(0, server.Connections);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_sent_after_a_half_close_reaches_the_server()
    {
        await using RawServer server = new(_response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => ConnectionFault.HalfCloseAfter(4));
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);
        await client.ReadToEndAsync();

        await client.SendAsync("still here");

        await Eventually.TrueAsync(() => server.Received.EndsWith("still here", StringComparison.Ordinal), "the rest arrives");
        Assert.Equal(1, proxy.OpenConnections);
    }

    [Theory(Timeout = Limit)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_stalled_request_reaches_the_server_in_part(int bytes)
    {
        await using RawServer server = new(_response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, _ => ConnectionFault.StallRequestAfter(bytes));
        using RawClient client = await RawClient.ConnectAsync(proxy.BaseUri);

        await Eventually.TrueAsync(() => server.Received.Length >= bytes, "that part arrives");
        Assert.Equal(("", ConnectionEnding.Stall), await client.ReadToEndAsync(stallsAfter: 0));
        Assert.Equal(RawClient.Request[..bytes], server.Received);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_cannot_be_reached_resets_the_connection()
    {
        await using RawServer server = new(_response);
        await using FaultProxy behind = await FaultProxy.StartAsync(server.BaseUri);
        await using FaultProxy proxy = await FaultProxy.StartAsync(behind.BaseUri);
        behind.StopListening();

        Assert.Equal(("", ConnectionEnding.Reset), await RawClient.ConnectAndReadAsync(proxy.BaseUri));
    }

    [Fact(Timeout = Limit)]
    public async Task A_fault_that_is_set_counts_for_later_connections()
    {
        await using RawServer server = new(_response);
        await using FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, static _ => ConnectionFault.StallAfter(3));
        using RawClient before = await RawClient.ConnectAsync(proxy.BaseUri);
        (string seenBefore, _) = await before.ReadToEndAsync(stallsAfter: 3);

        proxy.SetFault(ConnectionFault.ResetAfter(9));
        using RawClient after = await RawClient.ConnectAsync(proxy.BaseUri);
        (string seenAfter, ConnectionEnding end) = await after.ReadToEndAsync();

        Assert.Equal((3, 9, ConnectionEnding.Reset), (seenBefore.Length, seenAfter.Length, end));
        Assert.Equal(ConnectionEnding.Stall, (await before.ReadToEndAsync(stallsAfter: 0)).Ending);
    }

    [Fact(Timeout = Limit)]
    public async Task What_the_choice_of_a_fault_throws_is_told_at_the_end()
    {
        await using RawServer server = new(_response);
        FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, static n => throw new InvalidOperationException($"No fault {n}."));
        await RawClient.ConnectAndReadAsync(proxy.BaseUri);

        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () => await proxy.DisposeAsync());
        Assert.Equal("No fault 0.", thrown.Message);
    }

    [Fact(Timeout = Limit)]
    public async Task Nothing_is_left_after_disposal()
    {
        await using RawServer server = new(_response);
        FaultProxy proxy = await FaultProxy.StartAsync(server.BaseUri, static n => n % 2 == 0 ? ConnectionFault.None : ConnectionFault.StallAfter(1));
        List<RawClient> clients = [];
        for (int i = 0; i < 20; i++) clients.Add(await RawClient.ConnectAsync(proxy.BaseUri));
        foreach (RawClient client in clients) await client.ReadAsync();

        await proxy.DisposeAsync();

        foreach (RawClient client in clients)
        {
            Assert.Equal(ConnectionEnding.Reset, (await client.ReadToEndAsync()).Ending);
            client.Dispose();
        }

        await Eventually.TrueAsync(() => server.OpenConnections == 0, "the server's side ends too");
        Assert.Equal(0, proxy.OpenConnections);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(proxy.BaseUri));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }
}
