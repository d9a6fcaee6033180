using OpenCode.Core.Errors;
using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Terminals, through both APIs.</summary>
[Collection<SharedServer>]
public sealed class TerminalTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_terminal_is_created_renamed_and_removed()
    {
        Pty created = await Client.Pty.PostAsync(
            new() { Env = new Dictionary<string, string> { ["A"] = "1" } }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal(PtyStatus.Running, created.Status);
        Pty renamed = await Client.Pty[created.Id].PutAsync(
            new() { Title = "Renamed", Size = new() { Rows = 40, Cols = 100 } }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Renamed", renamed.Title);
        Assert.Contains(await Client.Pty.GetAsync(cancellationToken: LiveServer.Cancellation), p => p.Id == created.Id);
        Assert.Equal("Renamed", (await Client.Pty[created.Id].GetAsync(cancellationToken: LiveServer.Cancellation)).Title);

        Assert.True(await Client.Pty[created.Id].DeleteAsync(cancellationToken: LiveServer.Cancellation));
        var gone = await Assert.ThrowsAsync<ApiNotFoundException>(
            () => Client.Pty[created.Id].GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Equal(created.Id, Assert.IsType<PtyNotFoundError>(gone.Error).PtyId);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_second_API_does_the_same_with_its_location()
    {
        V2PtyCreateResponse created = await Client.Api.Pty.PostAsync(new(), cancellationToken: LiveServer.Cancellation);
        Assert.Equal(server.Sandbox.Directory, created.Data.Cwd);
        var terminal = Client.Api.Pty[created.Data.Id];
        V2PtyCreateResponse renamed = await terminal.PutAsync(new() { Title = "Renamed" }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Renamed", renamed.Data.Title);
        Assert.Contains((await Client.Api.Pty.GetAsync(cancellationToken: LiveServer.Cancellation)).Data, p => p.Id == created.Data.Id);

        await terminal.DeleteAsync(cancellationToken: LiveServer.Cancellation);
        await Assert.ThrowsAsync<ApiNotFoundException>(() => terminal.GetAsync(cancellationToken: LiveServer.Cancellation));
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_ticket_needs_a_header_that_the_spec_does_not_know()
    {
        Pty created = await Client.Pty.PostAsync(new(), cancellationToken: LiveServer.Cancellation);
        var token = Client.Pty[created.Id].ConnectToken;
        await Assert.ThrowsAsync<ApiAuthenticationException>(() => token.PostAsync(cancellationToken: LiveServer.Cancellation));

        PtyTicketConnectToken ticket = await token.PostAsync(c => c.Headers.Add("x-opencode-ticket", "1"), LiveServer.Cancellation);

        Assert.NotEmpty(ticket.Ticket);
        await Client.Pty[created.Id].DeleteAsync(cancellationToken: LiveServer.Cancellation);
    }
}
