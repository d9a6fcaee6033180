using System.Text;
using OpenCode.Hosting;
using OpenCode.Hosting.Logs;
using OpenCode.Hosting.Starting;
using Xunit;

namespace OpenCode.Client.Tests.Hosting;

/// <summary>What is kept of what a server prints: a bounded number of lines, without secrets.</summary>
public sealed class ServerLogTests
{
    private const string Password = "pä\"ss w/rd+1";

    private static readonly OpenCodeServerOptions _options = new()
    {
        Password = Password,
        Environment = new Dictionary<string, string?> { ["SOME_API_KEY"] = "sk-1234567890", ["GREETING"] = "good morning", ["GIT_TOKEN"] = "short" },
        ConfigJson = """{ "provider": { "x": { "options": { "apiKey": "key-in-config", "baseURL": "http://127.0.0.1" } } } }""",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Printed => new()
    {
        { $"password is {Password}.", "password is ***." },
        { $"again {Password} and {Password}", "again *** and ***" },
        { """{"password":"pä\"ss w/rd+1"}""", """{"password":"***"}""" },
        { $"http://opencode:{Uri.EscapeDataString(Password)}@127.0.0.1", "http://opencode:***@127.0.0.1" },
        { $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("opencode:" + Password))}", "Authorization: Basic ***" },
        { "key sk-1234567890 in use", "key *** in use" },
        { "apiKey key-in-config at http://127.0.0.1", "apiKey *** at http://127.0.0.1" },
        { "good morning, short", "good morning, short" },
        { "\u001b[91mError\u001b[0m", "Error" },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public async Task A_secret_is_masked_in_every_form_in_which_it_travels(string printed, string kept)
        => Assert.Equal([kept], (await ReadAsync(printed + "\r\n")).Lines);

    [Fact]
    public async Task No_cut_leaves_half_a_secret()
    {
        for (int length = 4070; length < 4110; length++)
        {
            string line = Assert.Single((await ReadAsync($"sk-1234567890{new string('.', length)}{Password}{new string('.', 100)}\n")).Lines);

            Assert.DoesNotContain("pä", line, StringComparison.Ordinal);
            Assert.InRange(line.Length, 4000, 4096);
        }
    }

    [Fact]
    public async Task The_last_thousand_lines_are_kept()
    {
        ServerLog log = await ReadAsync(string.Concat(Enumerable.Range(1, 2500).Select(n => $"line {n}\n")) + "the end");

        Assert.Equal(["line 1502", "the end"], [log.Lines[0], log.Lines[^1]]);
        Assert.Equal(1000, log.Lines.Count);
    }

    [Fact]
    public async Task A_reader_gets_what_is_kept_and_then_what_comes_until_the_end()
    {
        ServerLog log = await ReadAsync("before\n");
        await using IAsyncEnumerator<string> reader = log.FollowAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        await reader.MoveNextAsync();
        string first = reader.Current;

        await log.PumpAsync(new StringReader("after\n"));
        log.Complete();

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(("before", "after"), (first, reader.Current));
        Assert.False(await reader.MoveNextAsync());
    }

    [Fact]
    public async Task A_reader_that_does_not_read_loses_the_oldest_lines_and_stops_nobody()
    {
        ServerLog log = await ReadAsync("first\n");
        await using IAsyncEnumerator<string> reader = log.FollowAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        await reader.MoveNextAsync();

        await log.PumpAsync(new StringReader(string.Concat(Enumerable.Range(1, 1500).Select(n => $"{n}\n"))));

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("501", reader.Current);
    }

    private static async Task<ServerLog> ReadAsync(string printed)
    {
        ServerLog log = ServerSetup.CreateLog(_options);
        await log.PumpAsync(new StringReader(printed));
        return log;
    }
}
