using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Requests;
using OpenCode.Core.Responses;
using OpenCode.Core.Tls;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Retrying;

/// <summary>Which method is sent how often after which failure.</summary>
public sealed class RepeatRuleTests
{
    private const int Once = 1;
    private const int AsOftenAsAllowed = 3;

    private static readonly Dictionary<string, Func<HttpResponseMessage>> _failures = new()
    {
        ["refused"] = ScriptedServer.Refused,
        ["unknown name"] = ScriptedServer.Unknown,
        ["unreachable"] = ScriptedServer.Unreachable,
        ["reset"] = ScriptedServer.Reset,
        ["half a body"] = ScriptedServer.HalfABody,
        ["TLS"] = ScriptedServer.TlsFailure,
        ["no HTTP"] = ScriptedServer.NoHttp,
        ["cancelled by nobody"] = ScriptedServer.CancelledByNobody,
        ["out of time"] = ScriptedServer.OutOfTime,
        ["web page"] = ScriptedServer.WebPage,
    };

    public static TheoryData<string, string, int> Table()
    {
        var table = new TheoryData<string, string, int>();
        foreach (string method in new[] { "GET", "HEAD", "OPTIONS", "PUT", "DELETE" })
        {
            foreach (string failure in new[] { "refused", "unknown name", "unreachable", "reset", "half a body", "408", "429", "502", "503", "504" })
                table.Add(method, failure, AsOftenAsAllowed);
            foreach (string failure in new[] { "TLS", "no HTTP", "cancelled by nobody", "out of time", "web page", "301", "400", "401", "404", "409", "500",
                "501" })
            {
                table.Add(method, failure, Once);
            }
        }

        foreach (string method in new[] { "POST", "PATCH" })
        {
            foreach (string failure in new[] { "refused", "unknown name", "unreachable" }) table.Add(method, failure, AsOftenAsAllowed);
            foreach (string failure in new[] { "reset", "half a body", "TLS", "no HTTP", "out of time", "web page", "400", "408", "429", "500", "502", "503",
                "504" })
            {
                table.Add(method, failure, Once);
            }
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Sends_as_often_as_is_safe(string method, string failure, int attempts)
    {
        var clock = new ManualTimeProvider();
        var server = new ScriptedServer(clock, int.TryParse(failure, out int status) ? ScriptedServer.Status(status) : _failures[failure]);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        Exception? error = await Record.ExceptionAsync(
            () => sender.SendAsync(Samples.WithMethod(new HttpMethod(method)), "/thing/1", null, null, Samples.Token));

        Assert.Equal(attempts, server.Attempts);
        Assert.Equal(attempts, Assert.IsAssignableFrom<ApiException>(error).Attempts);
        Assert.Equal(attempts > 1, error!.Message.EndsWith($"({attempts} attempts)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("refused", 3)]
    [InlineData("reset", 1)]
    [InlineData("503", 1)]
    public async Task Prompt_is_repeated_only_when_it_never_left(string failure, int attempts)
    {
        var clock = new ManualTimeProvider();
        var server = new ScriptedServer(clock, failure == "503" ? ScriptedServer.Status(503) : _failures[failure]);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        await Record.ExceptionAsync(() => sender.SendAsync(Samples.Prompt, "/thing/1", null, JsonModelContent.Create(new Thing { Name = "x" }), Samples.Token));

        Assert.Equal(attempts, server.Attempts);
    }

    [Fact]
    public async Task Prompt_that_may_have_arrived_is_not_sent_again_after_it_did_not_leave_before()
    {
        var clock = new ManualTimeProvider();
        var server = new ScriptedServer(clock, ScriptedServer.Refused, ScriptedServer.Reset, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => sender.SendAsync(Samples.Prompt, "/thing/1", null, null, Samples.Token));

        Assert.Equal(2, server.Attempts);
        Assert.False(error.IsRequestUnsent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_counts_as_unsent_only_when_no_attempt_may_have_arrived(bool wasReset)
    {
        var clock = new ManualTimeProvider();
        var server = new ScriptedServer(clock, wasReset ? ScriptedServer.Reset : ScriptedServer.Refused, ScriptedServer.Refused);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(ConnectionFailureKind.Refused, error.Kind);
        Assert.Equal(!wasReset, error.IsRequestUnsent);
    }

    [Theory]
    [InlineData("reset", 404, true)]
    [InlineData("reset", 410, true)]
    [InlineData("half a body", 404, true)]
    [InlineData("504", 404, true)]
    [InlineData("502", 404, true)]
    [InlineData("408", 404, true)]
    [InlineData("503", 404, false)]
    [InlineData("429", 404, false)]
    [InlineData("refused", 404, false)]
    [InlineData("reset", 403, false)]
    public async Task Deletion_that_may_have_been_carried_out_before_finds_nothing(string failure, int status, bool isSuccess)
    {
        var clock = new ManualTimeProvider();
        Func<HttpResponseMessage> first = int.TryParse(failure, out int number) ? ScriptedServer.Status(number) : _failures[failure];
        HttpRequestSender Sender() => Samples.Repeating(
            new ScriptedServer(clock, first, ScriptedServer.Status(status)).Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });
        var flag = new Operation<bool>
        {
            Id = "thing.remove",
            Method = HttpMethod.Delete,
            PathTemplate = "/thing/{thingID}",
            Kind = OperationKind.Json,
            ResultDecoder = static (ref System.Text.Json.Utf8JsonReader r, JsonDecoding d) => d.ReadBoolean(ref r),
        };

        Exception? ofNothing = await Record.ExceptionAsync(() => Sender().SendNoContentAsync(Samples.Delete, "/thing/1", null, null, Samples.Token));
        Exception? ofFlag = await Record.ExceptionAsync(async () => Assert.True(await Sender().SendAsync(flag, "/thing/1", null, null, Samples.Token)));
        Exception? ofModel =
            await Record.ExceptionAsync(() => Sender().SendAsync(Samples.WithMethod(HttpMethod.Delete), "/thing/1", null, null, Samples.Token));
        Exception? ofGet = await Record.ExceptionAsync(() => Sender().SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        RawResponse raw = await Sender().SendRawAsync(HttpMethod.Delete, "/thing/1", null, null, Samples.Token);

        Assert.Equal(isSuccess, ofNothing is null);
        Assert.Equal(isSuccess, ofFlag is null);
        Assert.Equal(status, (int)Assert.IsAssignableFrom<ApiStatusException>(ofModel).Status);
        Assert.Equal(status, (int)Assert.IsAssignableFrom<ApiStatusException>(ofGet).Status);
        Assert.Equal(status, (int)raw.Status);
    }

    [Fact]
    public async Task Body_that_broke_off_comes_whole_the_second_time()
    {
        var clock = new ManualTimeProvider();
        var server = new ScriptedServer(clock, ScriptedServer.HalfABody, ScriptedServer.Success);
        using HttpRequestSender sender = Samples.Repeating(server.Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero } });

        Thing thing = await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);

        Assert.Equal("one", thing.Name);
        Assert.Equal(2, server.Attempts);
    }

    [Fact]
    public async Task Last_failure_is_the_one_that_is_thrown()
    {
        var clock = new ManualTimeProvider();
        var server = new ScriptedServer(clock, ScriptedServer.Reset, ScriptedServer.Status(503), ScriptedServer.Status(404));
        using HttpRequestSender sender = Samples.Repeating(server.Handler, clock, new() { Retry = new() { Delay = TimeSpan.Zero, MaxAttempts = 10 } });

        var error = await Assert.ThrowsAsync<ApiNotFoundException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(3, error.Attempts);
    }
}
