using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.WireMock;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Mock.Tests.Stubs;

/// <summary>What is prepared is what the client gets.</summary>
public sealed class StubTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start();
    private readonly OpenCodeClient _client;

    public StubTests() => _client = _mock.CreateClient(static o => o.Retry = RetryOptions.None);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _mock.Dispose();
    }

    [Fact]
    public async Task A_result_comes_for_every_request_until_it_is_prepared_anew()
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "ä" });
        Assert.Equal(("ä", "ä"), (await VersionAsync(), await VersionAsync()));

        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "2" });
        Assert.Equal("2", await VersionAsync());
    }

    [Fact]
    public async Task A_sequence_gives_one_response_a_request_and_stays_with_the_last()
    {
        _mock.On(OperationCatalog.GlobalHealth)
            .Fail(HttpStatusCode.ServiceUnavailable)
            .Then.Respond(new GlobalHealthResponse { Version = "2" })
            .Then.Respond(r => new GlobalHealthResponse { Version = r.Method });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Assert.ThrowsAsync<ApiStatusException>(VersionAsync)).Status);
        Assert.Equal(("2", "GET", "GET"), (await VersionAsync(), await VersionAsync(), await VersionAsync()));
    }

    /// <summary>A condition knows its operation: it is asked for no other, and one that throws is told of.</summary>
    [Fact]
    public async Task A_condition_is_asked_for_its_operation_alone_and_what_it_throws_is_said()
    {
        List<string> asked = [];
        _mock.On(OperationCatalog.SessionGet).When(r =>
        {
            asked.Add(r.Url);
            return r.PathValues["missing"].Length > 0;
        }).Respond(OpenCodeMock.Example(OperationCatalog.SessionGet));

        await VersionAsync();
        Assert.Empty(asked);

        var error = await Assert.ThrowsAsync<ApiStatusException>(() => _client.Session["s"].GetAsync(Cancellation));
        Assert.Contains("The condition of a stub of session.get threw", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Results that are no models: a scalar, a list, a map, text and bytes.</summary>
    [Fact]
    public async Task Every_kind_of_result_can_be_prepared()
    {
        _mock.On(OperationCatalog.SessionAbort).Respond(false);
        _mock.On(OperationCatalog.AppSkills).Respond([new Skill { Name = "n", Location = "l", Content = "c" }]);
        _mock.On(OperationCatalog.McpStatus).Respond(new Dictionary<string, McpStatus> { ["one"] = new McpStatusConnected() });
        _mock.On(OperationCatalog.VcsDiffRaw).Respond("+ ü\n");
        _mock.On(OperationCatalog.V2FsRead).Respond(static _ => new MemoryStream([0, 255, 10]));
        _mock.On(OperationCatalog.SessionPromptAsync).Succeed();

        Assert.False(await _client.Session["s"].Abort.PostAsync(cancellationToken: Cancellation));
        Assert.Equal("c", Assert.Single(await _client.Skill.GetAsync(Cancellation)).Content);
        Assert.IsType<McpStatusConnected>(Assert.Single(await _client.Mcp.GetAsync(Cancellation)).Value);
        Assert.Equal("+ ü\n", await _client.Vcs.Diff.Raw.GetAsync(Cancellation));
        await using Stream file = await _client.Api.Fs.Read["a.bin"].GetAsync(Cancellation);
        using MemoryStream bytes = new();
        await file.CopyToAsync(bytes, Cancellation);
        Assert.Equal<byte>([0, 255, 10], bytes.ToArray());
        await _client.Session["s"].PromptAsync.PostAsync(new() { Parts = [] }, Cancellation);
    }

    [Theory]
    [InlineData("ses_1")]
    [InlineData("a/b ä:@?&=+,;%")]
    public async Task A_path_value_tells_requests_apart_however_it_is_escaped(string id)
    {
        _mock.On(OperationCatalog.SessionGet).Fail(HttpStatusCode.NotFound, new NotFoundError { Data = new() { Message = "no such session" } });
        _mock.On(OperationCatalog.SessionAbort, id).Respond(true);
        _mock.On(OperationCatalog.SessionAbort).Respond(false);

        Assert.True(await _client.Session[id].Abort.PostAsync(cancellationToken: Cancellation));
        Assert.False(await _client.Session["another"].Abort.PostAsync(cancellationToken: Cancellation));
        ApiNotFoundException missing = await Assert.ThrowsAsync<ApiNotFoundException>(() => _client.Session[id].GetAsync(Cancellation));
        Assert.Contains("no such session", missing.Message, StringComparison.Ordinal);
        Assert.Equal(id, _mock.Requests[0].PathValues["sessionID"]);
    }

    [Fact]
    public async Task Conditions_come_before_and_the_newest_first()
    {
        _mock.On(OperationCatalog.SessionPrompt).WithBody<SessionPromptRequest>(static b => b.Agent == "plan").Respond(Reply("a plan"));
        _mock.On(OperationCatalog.SessionPrompt).When(static r => r.Body!.Contains("second", StringComparison.Ordinal)).Respond(Reply("the newest"));
        _mock.On(OperationCatalog.SessionPrompt).WithQuery("directory", "/a,b;c ä").WithHeader("x-kind", "odd").Respond(Reply("there"));
        _mock.On(OperationCatalog.SessionPrompt).Respond(Reply("any"));

        Assert.Equal("any", await PromptAsync("first", "build"));
        Assert.Equal("a plan", await PromptAsync("first", "plan"));
        Assert.Equal("the newest", await PromptAsync("second", "plan"));
        Assert.Equal("any", await PromptAsync("first", "build", "/a,b;c ä"));
        Assert.Equal("there", await PromptAsync("second", "build", "/a,b;c ä", "odd"));
    }

    [Fact]
    public async Task A_path_with_fewer_values_keeps_its_requests()
    {
        _mock.On(OperationCatalog.SessionGet).Fail(HttpStatusCode.NotFound);

        Assert.NotNull(await _client.Session.Status.GetAsync(Cancellation));
    }

    [Fact]
    public async Task A_mapping_of_ones_own_comes_before_every_stub()
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "stub" });
        _mock.Server.Given(global::WireMock.RequestBuilders.Request.Create().WithPath("/global/health"))
            .RespondWith(global::WireMock.ResponseBuilders.Response.Create()
                .WithBody("""{"healthy":true,"version":"own"}""").WithHeader("Content-Type", "application/json"));

        Assert.Equal("own", await VersionAsync());
        Assert.Equal("global.health", Assert.Single(_mock.Server.LogEntries).RequestMessage is { } r ? _mock.Requests[0].Operation?.Id : null);
    }

    [Fact]
    public async Task A_stub_that_throws_is_an_error_that_tells_what()
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(static _ => throw new InvalidOperationException("not today"));

        ApiStatusException failed = await Assert.ThrowsAsync<ApiStatusException>(VersionAsync);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
        Assert.Contains("The stub of global.health threw: not today", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_runs_by_the_clock_of_the_options()
    {
        ManualTimeProvider clock = new();
        using OpenCodeMock mock = OpenCodeMock.Start(new OpenCodeMockOptions { TimeProvider = clock });
        using OpenCodeClient client = mock.CreateClient();
        mock.On(OperationCatalog.GlobalHealth).After(TimeSpan.FromHours(1)).Respond(new GlobalHealthResponse { Version = "late" });

        Task<GlobalHealthResponse> response = client.Global.Health.GetAsync(Cancellation);
        await mock.ReceivedAsync(OperationCatalog.GlobalHealth, Cancellation);
        while (clock.ArmedTimers == 0) await Task.Yield();
        Assert.False(response.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("late", (await response).Version);
    }

    public static TheoryData<MockFault, string> Faults => new()
    {
        { MockFault.EmptyResponse, nameof(ApiContractException) },
        { MockFault.MalformedBody, nameof(ApiContractException) },
        { MockFault.Reset, nameof(ApiConnectionException) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_response_goes_wrong_as_it_is_told(MockFault fault, string exception)
    {
        _mock.On(OperationCatalog.SessionCreate).Break(fault).Then.Respond(new Session(OpenCodeMock.Example(OperationCatalog.SessionGet)) { Title = "after" });

        Exception thrown = await Assert.ThrowsAnyAsync<ApiException>(() => _client.Session.PostAsync(cancellationToken: Cancellation));

        Assert.Equal(exception, thrown.GetType().Name);
        Assert.Equal("after", (await _client.Session.PostAsync(cancellationToken: Cancellation)).Title);
    }

    [Fact]
    public async Task After_a_reset_the_mock_is_as_it_was()
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "stub" });
        _mock.On(OperationCatalog.GlobalHealth).WithQuery("x", "1").Respond(new GlobalHealthResponse { Version = "other" });
        await VersionAsync();

        _mock.Reset();

        Assert.Empty(_mock.Requests);
        Assert.Equal("version", await VersionAsync());
    }

    private async Task<string> VersionAsync() => (await _client.Global.Health.GetAsync(Cancellation)).Version;

    private async Task<string> PromptAsync(string text, string agent, string? directory = null, string? kind = null)
    {
        SessionPromptResponse reply = await _client.Session["s"].Message.PostAsync(
            new() { Parts = [new TextPartInput { Text = text }], Agent = agent },
            c =>
            {
                c.Query.Directory = directory;
                if (kind is not null) c.Headers.Add("x-kind", kind);
            },
            Cancellation);
        return Assert.IsType<TextPart>(Assert.Single(reply.Parts)).Text;
    }

    private static SessionPromptResponse Reply(string text) => new(OpenCodeMock.Example(OperationCatalog.SessionPrompt))
    {
        Parts = [new TextPart { Id = "prt_1", MessageId = "msg_1", SessionId = "s", Text = text }],
    };
}
