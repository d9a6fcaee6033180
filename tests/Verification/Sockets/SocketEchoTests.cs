using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using OpenCode.Verification.Sockets;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Sockets;

/// <summary>Only what a shell made of the command proves that one is there; a terminal that shows what was typed into it proves nothing.</summary>
public sealed partial class SocketEchoTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();

    public static TheoryData<string[]> Answers => new()
    {
        { ["{said}"] },
        { ["$ ", "{typed}", "\r\n\u001b[?2004l", "{said}", "\r\n$ "] },
        { ["é{said}"] },
        { [.. Enumerable.Repeat("0123456789", 500), "{said}"] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_shell_that_says_what_it_was_told_answers_however_it_is_split(string[] parts)
    {
        foreach (int size in (int[])[1, 3, 7, 4096])
        {
            using var socket = new ScriptedSocket(parts, size);

            Assert.Null(await new SocketEcho(socket, _time).TryAsync(_limit, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("$ {typed}\r\n", "what came is: $ echo")]
    [InlineData("welcome", "what came is: welcome")]
    [InlineData("", "nothing came")]
    public async Task A_terminal_that_says_something_else_is_told_with_what_came(string sent, string says)
    {
        using var socket = new ScriptedSocket([sent], 4096);

        Task<string?> trying = new SocketEcho(socket, _time).TryAsync(_limit, TestContext.Current.CancellationToken);
        await Task.WhenAny(trying, socket.Exhausted);
        _time.Advance(_limit);
        string? problem = await trying;

        Assert.Contains("within 10 s", problem, StringComparison.Ordinal);
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_closes_is_told_so()
    {
        using var socket = new ScriptedSocket(["bye\u001b[0m"], 4096) { Closes = true };

        string? problem = await new SocketEcho(socket, _time).TryAsync(_limit, TestContext.Current.CancellationToken);

        Assert.Matches("closed its WebSocket before its shell said '[0-9a-f]{24}'; what came is: bye\\\\u001B", problem);
    }

    [Fact]
    public async Task Every_question_is_another_one()
    {
        using ScriptedSocket first = new(["{said}"], 10), second = new(["{said}"], 10);

        await new SocketEcho(first, _time).TryAsync(_limit, TestContext.Current.CancellationToken);
        await new SocketEcho(second, _time).TryAsync(_limit, TestContext.Current.CancellationToken);

        Assert.NotEqual(first.Sent, second.Sent);
    }

    [Fact]
    public async Task Being_stopped_is_no_finding()
    {
        using var socket = new ScriptedSocket([], 10);
        using var stop = new CancellationTokenSource();

        Task<string?> trying = new SocketEcho(socket, _time).TryAsync(_limit, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);
    }

    /// <summary>A terminal that sends what it is told to, in pieces, and then is silent or closes.</summary>
    private sealed partial class ScriptedSocket(string[] parts, int pieceSize) : WebSocket
    {
        private readonly TaskCompletionSource _exhausted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private byte[]? _left;

        public bool Closes { get; init; }

        public string Sent { get; private set; } = "";

        /// <summary>Ends when everything was received.</summary>
        public Task Exhausted => _exhausted.Task;

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            Sent = Encoding.UTF8.GetString(buffer);
            Match words = Quoted().Match(Sent);
            Assert.True(words.Success, Sent);
            string said = words.Groups[1].Value + words.Groups[2].Value;
            _left = Encoding.UTF8.GetBytes(string.Concat(parts).Replace("{typed}", Sent, StringComparison.Ordinal)
                .Replace("{said}", said, StringComparison.Ordinal));
            return Task.CompletedTask;
        }

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            if (_left is not { Length: > 0 } left)
            {
                _exhausted.TrySetResult();
                if (!Closes) await Task.Delay(Timeout.Infinite, cancellationToken);
                return new WebSocketReceiveResult(0, WebSocketMessageType.Close, true);
            }

            int count = Math.Min(Math.Min(pieceSize, left.Length), buffer.Count);
            left.AsSpan(0, count).CopyTo(buffer);
            _left = left[count..];
            return new WebSocketReceiveResult(count, WebSocketMessageType.Binary, _left.Length == 0);
        }

        public override void Abort()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
            => Task.CompletedTask;

        public override void Dispose()
        {
        }

        [GeneratedRegex("^echo \"([0-9a-f]+)\"\"([0-9a-f]+)\"\r$")]
        private static partial Regex Quoted();
    }
}
