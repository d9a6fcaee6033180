using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Models;
using OpenCode.Server.Tests.Git;
using Xunit;

namespace OpenCode.Server.Tests.Terminals;

public sealed class PtyOperationsTests : IAsyncLifetime
{
    private TerminalHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no pseudo-terminals of this kind.");
        _host = await TerminalHost.StartAsync();
    }

    public ValueTask DisposeAsync() => _host is null ? ValueTask.CompletedTask : _host.DisposeAsync();

    [Fact]
    public async Task A_program_has_a_terminal_of_its_own()
    {
        JsonNode made = await CreateAsync(
            """{"command":"sh","args":["-c","read line; tty; ps -o tty= -p $$; echo $A $TERM; stty size; pwd"],"env":{"A":"ä"},"title":"made"}""");
        using ClientWebSocket socket = await _host.ConnectAsync($"pty/{made["id"]}/connect");

        // A program that has ended is forgotten: this one waits until somebody listens, and the line that it reads comes back first.
        await TerminalHost.TypeAsync(socket, "\n");
        string text = await TerminalHost.ReceiveAsync(socket, static _ => false);

        Assert.Equal(("made", "running", "sh"), ((string?)made["title"], (string?)made["status"], (string?)made["command"]));
        string[] lines = [.. text.Split("\r\n").Skip(1).Select(static l => l[(l.IndexOf('}', StringComparison.Ordinal) + 1)..])];
        Assert.Equal(["ä xterm-256color", "24 80", _host.Project.Root], lines[2..5]);
        Assert.Equal(lines[0], "/dev/" + lines[1].Trim());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task What_is_typed_is_read_and_what_was_written_is_repeated()
    {
        JsonNode made = await CreateAsync("""{"command":"sh","args":["-c","stty -echo; echo ready; while read line; do echo \"got $line\"; done"]}""");
        using ClientWebSocket first = await _host.ConnectAsync($"pty/{made["id"]}/connect");
        await TerminalHost.ReceiveAsync(first, static t => t.Contains("ready\r\n", StringComparison.Ordinal));
        await TerminalHost.TypeAsync(first, "one\n");
        await TerminalHost.ReceiveAsync(first, static t => t.Contains("got one\r\n", StringComparison.Ordinal));

        using ClientWebSocket again = await _host.ConnectAsync($"pty/{made["id"]}/connect?cursor=7");
        using ClientWebSocket atEnd = await _host.ConnectAsync($"pty/{made["id"]}/connect?cursor=-1");

        Assert.Equal("got one\r\n{16}", await TerminalHost.ReceiveAsync(again, static t => t.EndsWith('}')));
        Assert.Equal("{16}", await TerminalHost.ReceiveAsync(atEnd, static t => t.EndsWith('}')));
        await TerminalHost.TypeAsync(again, "two\n");
        Assert.Equal("got two\r\n", await TerminalHost.ReceiveAsync(atEnd, static t => t.EndsWith('\n')));
    }

    [Fact]
    public async Task Events_tell_of_a_terminal_which_is_forgotten_at_its_end()
    {
        JsonNode made = await CreateAsync("""{"command":"sh","args":["-c","read line; exit 3"]}""");
        Assert.Equal("pty.created", (await _host.Events.NextAsync()).Type);
        using ClientWebSocket socket = await _host.ConnectAsync($"pty/{made["id"]}/connect");
        Assert.Single((JsonArray)(await _host.Client.GetFromJsonAsync<JsonNode>("pty", SampleRepository.Token))!);
        await TerminalHost.TypeAsync(socket, "\n");

        var exited = Assert.IsType<PtyExitedData>((await _host.Events.NextAsync()).Data);

        Assert.Equal(((string?)made["id"], 3), (exited.Id, exited.ExitCode));
        Assert.Empty((JsonArray)(await _host.Client.GetFromJsonAsync<JsonNode>("pty", SampleRepository.Token))!);
        using HttpResponseMessage gone = await _host.Client.GetAsync(new Uri($"pty/{made["id"]}", UriKind.Relative), SampleRepository.Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains("\"_tag\":\"PtyNotFoundError\"", await gone.Content.ReadAsStringAsync(SampleRepository.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_is_renamed_and_resized_and_removed_with_all_that_runs_in_it()
    {
        JsonNode made = await CreateAsync("""{"command":"sh","args":["-c","trap 'stty size' WINCH; sleep 1000 & echo pid $!; while :; do wait; done"]}""");
        using ClientWebSocket socket = await _host.ConnectAsync($"pty/{made["id"]}/connect");
        string text = await TerminalHost.ReceiveAsync(socket, static t => t.Contains("\r\n", StringComparison.Ordinal));

        using HttpResponseMessage updated = await SendAsync(HttpMethod.Put, $"pty/{made["id"]}", """{"title":"renamed","size":{"rows":40,"cols":100}}""");
        Assert.Contains("\"title\":\"renamed\"", await updated.Content.ReadAsStringAsync(SampleRepository.Token), StringComparison.Ordinal);
        await TerminalHost.ReceiveAsync(socket, static t => t.Contains("40 100", StringComparison.Ordinal));
        using HttpResponseMessage refused = await SendAsync(HttpMethod.Put, $"pty/{made["id"]}", """{"size":{"rows":0,"cols":100}}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using HttpResponseMessage removed = await SendAsync(HttpMethod.Delete, $"pty/{made["id"]}");
        Assert.Equal("true", await removed.Content.ReadAsStringAsync(SampleRepository.Token));

        await TerminalHost.ReceiveAsync(socket, static _ => false);
        string pid = text[(text.IndexOf("pid ", StringComparison.Ordinal) + 4)..].Split('\r')[0];
        Assert.False(IsAlive(pid), $"{pid} runs still.");
        Assert.Equal(["pty.created", "pty.updated", "pty.deleted"], [await TypeAsync(), await TypeAsync(), await TypeAsync()]);
    }

    [Fact]
    public async Task A_ticket_opens_one_connection()
    {
        JsonNode made = await CreateAsync("""{"command":"cat"}""");
        using HttpResponseMessage refused = await SendAsync(HttpMethod.Post, $"pty/{made["id"]}/connect-token");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        _host.Client.DefaultRequestHeaders.Add("x-opencode-ticket", "1");
        using HttpResponseMessage given = await SendAsync(HttpMethod.Post, $"pty/{made["id"]}/connect-token");
        string ticket = (string)JsonNode.Parse(await given.Content.ReadAsStringAsync(SampleRepository.Token))!["ticket"]!;

        using ClientWebSocket socket = await _host.ConnectAsync($"pty/{made["id"]}/connect?ticket={ticket}");

        Assert.Equal(WebSocketState.Open, socket.State);
        await Assert.ThrowsAsync<WebSocketException>(() => _host.ConnectAsync($"pty/{made["id"]}/connect?ticket={ticket}"));
    }

    [Fact]
    public async Task Pages_of_somebody_else_do_not_connect()
    {
        JsonNode made = await CreateAsync("""{"command":"cat"}""");

        using ClientWebSocket own = await _host.ConnectAsync($"pty/{made["id"]}/connect", "http://localhost:3000");

        await Assert.ThrowsAsync<WebSocketException>(() => _host.ConnectAsync($"pty/{made["id"]}/connect", "https://evil.example"));
    }

    [Theory]
    [InlineData("""{"command":"no-such-program"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"cwd":"nowhere"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"cwd":"/etc"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"env":{"A=B":"c"}}""", HttpStatusCode.BadRequest)]
    public async Task What_cannot_run_is_refused(string body, HttpStatusCode status)
    {
        using HttpResponseMessage refused = await SendAsync(HttpMethod.Post, "pty", body);

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task In_the_second_api_a_terminal_is_kept_until_it_is_removed()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "api/pty", """{"command":"sh","args":["-c","echo out; exit 5"]}""");
        JsonNode made = JsonNode.Parse(await response.Content.ReadAsStringAsync(SampleRepository.Token))!["data"]!;
        await _host.Events.NextAsync();
        Assert.Equal("pty.exited", (await _host.Events.NextAsync()).Type);

        JsonNode kept = (await _host.Client.GetFromJsonAsync<JsonNode>($"api/pty/{made["id"]}", SampleRepository.Token))!["data"]!;
        using ClientWebSocket socket = await _host.ConnectAsync($"api/pty/{made["id"]}/connect");

        Assert.Equal(("exited", 5), ((string?)kept["status"], (int?)kept["exitCode"]));
        Assert.Equal("out\r\n{5}", await TerminalHost.ReceiveAsync(socket, static _ => false));
        using HttpResponseMessage removed = await SendAsync(HttpMethod.Delete, $"api/pty/{made["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task Shells_are_listed()
        => Assert.NotEmpty((JsonArray)(await _host.Client.GetFromJsonAsync<JsonNode>("pty/shells", SampleRepository.Token))!);

    // What was killed may wait for its parent, in a container without anybody who takes it.
    private static bool IsAlive(string pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<string> TypeAsync() => (await _host.Events.NextAsync()).Type;

    private async Task<JsonNode> CreateAsync(string body)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "pty", body);
        string text = await response.Content.ReadAsStringAsync(SampleRepository.Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return _host.Client.SendAsync(request, SampleRepository.Token);
    }
}
