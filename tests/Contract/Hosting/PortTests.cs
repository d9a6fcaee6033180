using System.Net;
using System.Net.Sockets;
using OpenCode.Hosting;

namespace OpenCode.Contract.Tests.Hosting;

/// <summary>Where a server listens, and what it says when it cannot.</summary>
public sealed class PortTests : IDisposable
{
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);

    public PortTests() => _other.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int TakenPort => ((IPEndPoint)_other.LocalEndpoint).Port;

    public void Dispose() => _other.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_taken_port_is_named_before_anything_is_started()
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Port = TakenPort }, Cancellation));

        Assert.Equal(OpenCodeServerFailure.PortTaken, failed.Failure);
        Assert.Contains($"Port {TakenPort} on 127.0.0.1 is taken", failed.Message, StringComparison.Ordinal);
        Assert.Contains("OpenCodeServerOptions.Port", failed.Message, StringComparison.Ordinal);
        Assert.Empty(failed.Log);
    }

    [Fact(Timeout = 60_000)]
    public async Task Servers_of_one_range_take_a_free_port_of_it_each()
    {
        OpenCodeServerOptions options = new() { PortRange = new(TakenPort, Math.Min(TakenPort + 20, 65_535)) };

        await using OpenCodeServer first = await OpenCodeServer.StartAsync(options, Cancellation);
        await using OpenCodeServer second = await OpenCodeServer.StartAsync(options, Cancellation);

        // Other tests take and free ports of the range meanwhile, so the second may be below the first.
        Assert.InRange(first.BaseUri.Port, TakenPort + 1, options.PortRange.Value.Last);
        Assert.InRange(second.BaseUri.Port, TakenPort + 1, options.PortRange.Value.Last);
        Assert.NotEqual(first.BaseUri.Port, second.BaseUri.Port);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_range_without_a_free_port_is_named()
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { PortRange = new(TakenPort, TakenPort) }, Cancellation));

        Assert.Equal(OpenCodeServerFailure.PortTaken, failed.Failure);
        Assert.Contains($"None of the ports {TakenPort}-{TakenPort} on 127.0.0.1 is free", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_address_of_another_machine_is_named()
    {
        OpenCodeServerException failed = await Assert.ThrowsAsync<OpenCodeServerException>(
            () => OpenCodeServer.StartAsync(new OpenCodeServerOptions { Hostname = "192.0.2.1" }, Cancellation));

        Assert.Equal(OpenCodeServerFailure.PortTaken, failed.Failure);
        Assert.Contains("'192.0.2.1' is not an address of this machine", failed.Message, StringComparison.Ordinal);
    }
}
