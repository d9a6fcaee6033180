using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenCode.Contract.Tests.Faults;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Terminals;
using OpenCode.Testing;

namespace OpenCode.Contract.Tests.Terminals;

/// <summary>Terminals of a real server, which run programs of a POSIX system. One at a time: a flood of output holds the whole server up.</summary>
[Collection("Terminals")]
public sealed class TerminalTests(TerminalServer server)
{
    private const int Limit = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task What_is_typed_is_run_and_what_it_writes_is_read()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Shell, Token);

        await terminal.WriteAsync("echo o\"n\"e; echo tw\"o\"\n", Token);

        Assert.EndsWith("one", await terminal.WaitForTextAsync("one", Token), StringComparison.Ordinal);
        Assert.StartsWith("\r\ntwo", await terminal.WaitForTextAsync("two", Token), StringComparison.Ordinal);
        Assert.True(terminal.Position > 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_program_gets_its_directory_environment_title_and_size()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using OpenCodeClient client = await server.ClientAsync();
        TerminalOptions options = TerminalServer.Script("read x; stty size; pwd; echo $GREETING.; sleep 60") with
        {
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string> { ["GREETING"] = "hällo" },
            Title = "A title",
            Size = new TerminalSize(132, 50),
        };
        await using Terminal terminal = await client.Terminals.CreateAsync(options, Token);

        await terminal.WriteAsync("\n", Token);

        Assert.Equal("\r\n50 132\r\n/\r\nhällo.", await terminal.WaitForTextAsync("hällo.", Token));
        Pty info = Assert.Single(await client.Terminals.ListAsync(sandbox.Directory, Token), t => t.Id == terminal.Id);
        Assert.Equal(("A title", "/"), (info.Title, info.Cwd));
        Assert.Equal(info.Pid, (await terminal.GetInfoAsync(Token)).Pid);
    }

    [Fact(Timeout = Limit)]
    public async Task A_resized_terminal_tells_its_program()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Shell, Token);

        await terminal.ResizeAsync(100, 33, Token);
        await terminal.WriteAsync("stty size\n", Token);

        await terminal.WaitForTextAsync("33 100", Token);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => terminal.ResizeAsync(0, 1, Token));
    }

    [Fact(Timeout = Limit)]
    public async Task Characters_survive_wherever_they_are_cut()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        const string Script =
            "sleep 1; printf 'a\\360\\237'; sleep 0.3; printf '\\230\\200\\303'; sleep 0.3; printf '\\274b'; read x; echo $x.; sleep 60";
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script(Script), Token);

        Assert.Equal("a😀üb", await terminal.WaitForTextAsync("b", Token));
        await terminal.WriteAsync("ß€😀\n", Token);
        await terminal.WaitForTextAsync("\nß€😀.", Token);
    }

    [Theory(Timeout = Limit)]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    public async Task The_exit_code_is_told_and_all_of_the_output_is_there(string command, long expected)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Shell, Token);

        await terminal.WriteAsync($"echo la\"s\"t; {command}\n", Token);

        Assert.Equal(expected, await terminal.WaitForExitAsync(Token));
        Assert.Contains("last", await TerminalServer.ReadToEndAsync(terminal), StringComparison.Ordinal);
        Assert.Null(await terminal.ReadAsync(Token));
        TerminalGoneException gone = await Assert.ThrowsAsync<TerminalGoneException>(() => terminal.WriteAsync("more", Token));
        Assert.Equal((terminal.Id, expected), (gone.TerminalId, gone.ExitCode));
        await Assert.ThrowsAsync<TerminalGoneException>(() => terminal.ResizeAsync(80, 24, Token));
        await terminal.RemoveAsync(Token);
    }

    [Fact(Timeout = Limit)]
    public async Task A_program_that_is_killed_has_an_exit_code_too()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Shell, Token);

        await terminal.WriteAsync("kill -9 $$\n", Token);

        Assert.NotEqual(0, Assert.NotNull(await terminal.WaitForExitAsync(Token)));
    }

    [Fact(Timeout = Limit)]
    public async Task A_program_that_ends_at_once_still_tells_its_exit_code()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script("sleep 0.05; exit 3"), Token);

        Assert.Equal(3, await terminal.WaitForExitAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task A_program_that_cannot_be_started_is_an_error()
    {
        await using OpenCodeClient client = await server.ClientAsync();

        await Assert.ThrowsAnyAsync<ApiException>(() => client.Terminals.CreateAsync(new() { Command = "/no/such/program" }, Token));
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_terminal_that_is_removed_leaves_no_process(bool byDisposing)
    {
        await using OpenCodeClient client = await server.ClientAsync();
        Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Shell, Token);
        await terminal.WriteAsync("echo p\"i\"d=$$.\n", Token);
        await terminal.WaitForTextAsync("pid=", Token);
        int process = int.Parse((await terminal.WaitForTextAsync(".", Token))[..^1], CultureInfo.InvariantCulture);
        Assert.True(IsRunning(process));

        if (!byDisposing)
        {
            await terminal.RemoveAsync(Token);
            await TerminalServer.ReadToEndAsync(terminal);
            Assert.Equal(TurnServer.IsOld ? 0 : null, await terminal.WaitForExitAsync(Token));
        }

        await terminal.DisposeAsync();
        await terminal.DisposeAsync();

        await Eventually.TrueAsync(() => !IsRunning(process), "the shell ends");
        Assert.DoesNotContain(await client.Terminals.ListAsync(cancellationToken: Token), t => t.Id == terminal.Id);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => terminal.WriteAsync("x", Token));
    }

    [Fact(Timeout = Limit)]
    public async Task A_terminal_that_is_let_go_of_goes_on_and_can_be_come_back_to()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        Terminal first = await client.Terminals.CreateAsync(TerminalServer.Shell with { RemoveOnDispose = false }, Token);
        await first.WriteAsync("echo o\"n\"e; sleep 1; echo tw\"o\"\n", Token);
        await first.WaitForTextAsync("one", Token);
        long position = first.Position;
        await first.DisposeAsync();

        await using Terminal second = await client.Terminals.AttachAsync(first.Id, new() { Position = position, RemoveOnDispose = true }, Token);

        Assert.Equal("\r\ntwo", await second.WaitForTextAsync("two", Token));
        await using Terminal third = await client.Terminals.AttachAsync(first.Id, new() { Position = TerminalAttachOptions.End }, Token);
        await second.WriteAsync("echo thr\"ee\"\n", Token);
        string seen = await third.WaitForTextAsync("three", Token);
        Assert.DoesNotContain("two", seen, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task As_a_stream_it_is_utf_8_in_both_directions()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script("sleep 1; read x; echo \"<$x>\""), Token);
        await using Stream stream = terminal.AsStream();
        byte[] input = Encoding.UTF8.GetBytes("ä😀\n");
        for (int i = 0; i < input.Length; i++) await stream.WriteAsync(input.AsMemory(i, 1), Token);

        using StreamReader reader = new(stream);
        Assert.Equal("ä😀", await reader.ReadLineAsync(Token));
        Assert.Equal("<ä😀>", await reader.ReadLineAsync(Token));
        Assert.Null(await reader.ReadLineAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task Waiting_can_be_cancelled_and_nothing_is_lost_by_it()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        await using Terminal terminal = await client.Terminals.CreateAsync(TerminalServer.Script("sleep 1; read x; echo $x; sleep 60"), Token);
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(200));

        Task<long?> exit = terminal.WaitForExitAsync(stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await terminal.ReadAsync(stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => terminal.WriteAsync("never", stop.Token));
        await terminal.WriteAsync("word\n", Token);

        Assert.Equal("word\r\nword", await terminal.WaitForTextAsync("\nword", Token));
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancelled_creation_leaves_no_terminal()
    {
        await using OpenCodeClient client = await server.ClientAsync();
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Terminals.CreateAsync(TerminalServer.Shell with { Title = "never" }, stop.Token));

        Assert.DoesNotContain(await client.Terminals.ListAsync(cancellationToken: Token), static t => t.Title == "never");
    }

    [Fact(Timeout = Limit)]
    public async Task A_wrong_password_is_the_error_of_every_request_and_tells_no_secret()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using OpenCodeClient client = TerminalServer.Connect(sandbox, sandbox.BaseUri, "a-wrong-guess");

        foreach (Func<Task> request in new Func<Task>[]
        {
            () => client.Terminals.CreateAsync(cancellationToken: Token),
            () => client.Terminals.AttachAsync("pty_any", cancellationToken: Token),
            () => client.Pty["pty_any"].Connect.ConnectAsync(cancellationToken: Token),
        })
        {
            var thrown = await Assert.ThrowsAsync<ApiAuthenticationException>(request);
            Assert.DoesNotContain("a-wrong-guess", thrown.ToString(), StringComparison.Ordinal);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
