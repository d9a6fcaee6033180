using OpenCode.Contract.Tests.Turns;
using OpenCode.Core.Errors;
using OpenCode.Terminals;
using OpenCode.Testing;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Terminals;

/// <summary>Terminals over connections that break, terminals that are gone, and more output than fits anywhere.</summary>
[Collection("Terminals")]
public sealed class TerminalHealingTests(TerminalServer server)
{
    private const int Limit = 180_000;

    // What a server keeps of a terminal.
    private const int Kept = 2 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData(ConnectionEnding.Reset)]
    [InlineData(ConnectionEnding.Close)]
    public async Task However_often_the_connection_is_cut_nothing_is_doubled_and_nothing_is_lost(ConnectionEnding ending)
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = TerminalServer.Connect(sandbox, proxy.BaseUri);
        const int Lines = 150;
        await using Terminal terminal = await client.Terminals.CreateAsync(
            TerminalServer.Script($"sleep 1; i=0; while [ $i -lt {Lines} ]; do echo line $i; i=$((i+1)); sleep 0.02; done; sleep 3; exit 5"), Token);

        string seen = "";
        int cuts = 0;
        await foreach (TerminalOutput piece in terminal.ReadAllAsync(Token))
        {
            Assert.Equal((seen.Length, 0), (piece.Position, piece.Lost));
            seen += piece.Text;
            if (seen.Length < (cuts + 1) * 200 || cuts == 5) continue;
            cuts++;
            await proxy.CutAllAsync(ending, Token);
        }

        Assert.Equal(5, cuts);
        Assert.Equal(string.Concat(Enumerable.Range(0, Lines).Select(static i => $"line {i}\r\n")), seen);
        Assert.Equal(5, await terminal.WaitForExitAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task Input_waits_while_the_server_cannot_be_reached()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = TerminalServer.Connect(sandbox, proxy.BaseUri);
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Shell, Token);
        await terminal.WriteAsync("echo o\"n\"e\n", Token);
        await terminal.WaitForTextAsync("one", Token);

        proxy.StopListening();
        await proxy.CutAllAsync(ConnectionEnding.Reset, Token);
        await Task.Delay(TimeSpan.FromMilliseconds(500), Token);
        Task writing = terminal.WriteAsync("echo tw\"o\"\n", Token);
        Assert.False(writing.IsCompleted);
        proxy.ResumeListening();

        await writing;
        await terminal.WaitForTextAsync("two", Token);
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_stays_away_is_given_up()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        await using OpenCodeClient client = TerminalServer.Connect(sandbox, proxy.BaseUri);
        await using Terminal terminal = await client.Terminals.CreateAsync(
            TerminalServer.Script("sleep 600") with { ServerGoneAfter = TimeSpan.FromSeconds(1), RemoveOnDispose = false }, Token);

        proxy.StopListening();
        await proxy.CutAllAsync(ConnectionEnding.Reset, Token);

        await Assert.ThrowsAsync<TerminalGoneException>(() => TerminalServer.ReadToEndAsync(terminal));
        Assert.Null(await terminal.WaitForExitAsync(Token));
        await using OpenCodeClient direct = await server.ClientAsync();
        await direct.Pty[terminal.Id].DeleteAsync(Token);
    }

    [Fact(Timeout = Limit)]
    public async Task Three_megabytes_come_whole_and_who_comes_later_gets_the_end_and_is_told_what_is_missing()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        const int Lines = 185_000;
        const int Total = Lines * 18;
        await using Terminal terminal = await client.Terminals.CreateAsync(
            TerminalServer.Script($"sleep 1; yes 0123456789abcdef | head -n {Lines}; read x"), Token);

        long length = 0;
        while (length < Total)
        {
            TerminalOutput piece = Assert.NotNull(await terminal.ReadAsync(Token));
            Assert.Equal((length, 0), (piece.Position, piece.Lost));
            length += piece.Text.Length;
        }

        Assert.Equal(Total, length);
        await using Terminal late = await client.Terminals.AttachAsync(terminal.Id, cancellationToken: Token);
        TerminalOutput kept = Assert.NotNull(await late.ReadAsync(Token));
        Assert.Equal((Total - Kept, Total - Kept, Kept), (kept.Lost, kept.Position, kept.Text.Length));
        Assert.EndsWith("0123456789abcdef\r\n", kept.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_reader_who_comes_late_finds_everything_and_holds_up_nobody()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        const int Lines = 250_000;
        await using Terminal terminal = await client.Terminals.CreateAsync(
            TerminalServer.Script($"sleep 1; yes 0123456789abcdef | head -n {Lines}; sleep 1; exit 4"), Token);

        // The program ends before anything is read: more than fits into the client waits at the server.
        Assert.Equal(4, await terminal.WaitForExitAsync(Token));

        Assert.Equal(Lines * 18, (await TerminalServer.ReadToEndAsync(terminal)).Length);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_repeated_has_every_character_whole()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        const int Lines = 15_000;
        string expected = string.Concat(Enumerable.Repeat("😀😀😀😀😀x\r\n", Lines));
        await using Terminal terminal = await client.Terminals.CreateAsync(
            TerminalServer.Script($"sleep 1; yes '😀😀😀😀😀x' | head -n {Lines}; read x"), Token);
        await ReadAsync(terminal, expected.Length);

        await using Terminal late = await client.Terminals.AttachAsync(terminal.Id, cancellationToken: Token);

        Assert.Equal(expected, await ReadAsync(late, expected.Length));
    }

    [Fact(Timeout = Limit)]
    public async Task A_terminal_that_is_not_there_says_so()
    {
        await using OpenCodeClient client = await server.ClientAsync();

        var gone = await Assert.ThrowsAsync<TerminalGoneException>(() => client.Terminals.AttachAsync("pty_unknown", cancellationToken: Token));

        Assert.Equal(("pty_unknown", null), (gone.TerminalId, gone.ExitCode));
        Assert.IsAssignableFrom<ApiNotFoundException>(gone.InnerException);
    }

    [Fact(Timeout = Limit)]
    public async Task A_terminal_that_somebody_else_removes_ends_with_that_news()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script("sleep 1; echo before; sleep 600"), Token);
        await terminal.WaitForTextAsync("before", Token);

        await client.Pty[terminal.Id].DeleteAsync(Token);

        // An old release tells an ordinary end instead.
        if (TurnServer.IsOld) await TerminalServer.ReadToEndAsync(terminal);
        else await Assert.ThrowsAsync<TerminalGoneException>(() => TerminalServer.ReadToEndAsync(terminal));
        await Assert.ThrowsAsync<TerminalGoneException>(() => terminal.WriteAsync("x", Token));
        await Assert.ThrowsAsync<TerminalGoneException>(() => terminal.GetInfoAsync(Token));
        Assert.Equal(TurnServer.IsOld ? 0 : null, await terminal.WaitForExitAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task A_server_that_is_restarted_has_forgotten_its_terminals()
    {
        await using OpenCodeSandbox sandbox = await TerminalServer.StartAsync(Token);
        await using OpenCodeClient client = TerminalServer.Connect(sandbox, sandbox.BaseUri);
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script("sleep 1; echo before; sleep 600"), Token);
        await terminal.WaitForTextAsync("before", Token);

        await sandbox.RestartServerAsync(cancellationToken: Token);

        await Assert.ThrowsAsync<TerminalGoneException>(() => TerminalServer.ReadToEndAsync(terminal));
        Assert.Null(await terminal.WaitForExitAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task The_end_of_the_client_ends_all_waiting()
    {
        await using OpenCodeClient other = await server.ClientAsync();
        OpenCodeClient client = await server.ClientAsync();
        Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script("sleep 600"), Token);
        Task<TerminalOutput?> reading = terminal.ReadAsync(Token).AsTask();
        Task<long?> waiting = terminal.WaitForExitAsync(Token);

        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await terminal.DisposeAsync();
        await other.Pty[terminal.Id].DeleteAsync(Token);
    }

    private static async Task<string> ReadAsync(Terminal terminal, int length)
    {
        System.Text.StringBuilder text = new();
        while (text.Length < length)
        {
            TerminalOutput piece = Assert.NotNull(await terminal.ReadAsync(Token));
            Assert.Equal((text.Length, 0), (piece.Position, piece.Lost));
            text.Append(piece.Text);
        }

        return text.ToString();
    }
}
