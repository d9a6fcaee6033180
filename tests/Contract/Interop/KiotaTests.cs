using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Kiota.Abstractions;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Kiota;
using OpenCode.Kiota.Models;
using OpenCode.Kiota.Requests;
using OpenCode.Kiota.Session.Item.Message;
using OpenCode.Kiota.Streams;
using OpenCode.Testing;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>The client that Kiota makes of the prepared document, against the real server.</summary>
public sealed class KiotaTests(TurnServer server)
{
    private const int Limit = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_session_has_its_times_and_a_prompt_its_parts_of_the_right_types()
    {
        using SenderRequestAdapter adapter = await AdapterAsync();
        OpenCodeKiotaClient client = new(adapter);

        Assert.True((await client.Global.Health.GetAsync(cancellationToken: Token))!.Healthy);
        var session = (await client.Session.PostAsync(new() { Title = "By Kiota" }, cancellationToken: Token))!;
        string prompt = server.Prompt(
            new ModelTurn().Reasoning("Hm.").ToolCall("bash", new { command = "echo seen", description = "Say" }).Usage(10, 5),
            new ModelTurn().Text("Done."));
        MessagePostResponse reply = (await client.Session[session.Id!].Message.PostAsync(
            new() { Parts = [new() { TextPartInput = new() { Type = "text", Text = prompt } }] }, cancellationToken: Token))!;
        List<Part> parts = [.. (await client.Session[session.Id!].Message.GetAsync(cancellationToken: Token))!.SelectMany(static m => m.Parts!)];

        DateTimeOffset now = DateTimeOffset.UtcNow;
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(session.Time!.Created!.Value), now.AddMinutes(-2), now.AddMinutes(1));
        Assert.Equal((await server.SandboxAsync()).Directory, session.Directory);
        Assert.Equal("Done.", reply.Parts!.Select(static p => p.TextPart?.Text).OfType<string>().Single());
        Assert.Equal("Hm.", parts.Select(static p => p.ReasoningPart?.Text).OfType<string>().Single());
        Assert.Equal("seen\n", parts.Select(static p => p.ToolPart?.State?.ToolStateCompleted?.Output).OfType<string>().Single());
        Assert.Contains(await client.Session.GetAsync(cancellationToken: Token) ?? [], s => s.Id == session.Id && s.Time!.Created == session.Time.Created);
    }

    [Fact(Timeout = Limit)]
    public async Task The_directory_of_the_options_goes_into_the_location_of_the_second_API_unless_a_request_names_another()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        using SenderRequestAdapter adapter = await AdapterAsync();
        OpenCodeKiotaClient client = new(adapter);
        string elsewhere = Directory.CreateDirectory(Path.Combine(sandbox.Directory, "by Kiota & others")).FullName;

        var here = await client.Api.Location.GetAsync(cancellationToken: Token);
        var there = await client.Api.Location.GetAsync(c => c.QueryParameters.Locationdirectory = elsewhere, Token);

        Assert.Equal((sandbox.Directory, elsewhere), (here!.Directory, there!.Directory));
    }

    [Fact(Timeout = Limit)]
    public async Task Errors_have_the_types_of_the_document()
    {
        const string Nobody = "ses_0000000000000000000000";
        using SenderRequestAdapter adapter = await AdapterAsync();
        OpenCodeKiotaClient client = new(adapter);
        var session = client.Session[Nobody];
        (Type Type, int Status, Func<Task> Request)[] refused =
        [
            (typeof(NotFoundError), 404, () => session.GetAsync(cancellationToken: Token)),
            (typeof(NotFoundError), 404, () => session.DeleteAsync(cancellationToken: Token)),
            (typeof(NotFoundError), 404, () => session.Message.GetAsync(cancellationToken: Token)),
            (typeof(NotFoundError), 404, () => session.Todo.GetAsync(cancellationToken: Token)),
            (typeof(NotFoundError), 404, () => session.Children.GetAsync(cancellationToken: Token)),
            (typeof(NotFoundError), 404, () => session.Fork.PostAsync(new(), cancellationToken: Token)),
            (typeof(NotFoundError), 404, () => session.PatchAsync(new() { Title = "x" }, cancellationToken: Token)),
            (typeof(PtyNotFoundError), 404, () => client.Pty["pty_nobody"].GetAsync(cancellationToken: Token)),
            (typeof(SessionNotFoundError), 404, () => client.Api.Session[Nobody].GetAsync(cancellationToken: Token)),
            (typeof(UnknownError), 500, () => client.Session["nonsense"].GetAsync(cancellationToken: Token)),
        ];

        List<string> others = [];
        foreach ((Type type, int status, Func<Task> request) in refused)
        {
            Exception? thrown = await Record.ExceptionAsync(request);
            if (thrown?.GetType() != type || ((ApiException)thrown).ResponseStatusCode != status) others.Add($"{type.Name} {status}: {thrown}");
        }

        Assert.True(others.Count == 0, string.Join('\n', others));
    }

    [Fact(Timeout = Limit)]
    public async Task Events_go_on_after_a_cut_and_tell_of_it()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using FaultProxy proxy = await FaultProxy.StartAsync(sandbox.BaseUri);
        using SenderRequestAdapter adapter = Adapter(proxy.BaseUri, sandbox.Directory);
        OpenCodeKiotaClient client = new(adapter);
        List<string> titles = [];
        EventStreamGap? gap = null;

        await foreach (StreamedEvent<Event> item in client.Event.SubscribeAsync(cancellationToken: Token))
        {
            gap ??= item.Gap;
            if (item.Event?.EventServerConnected is not null && gap is null) await CreateAsync("before");
            if (item.Event?.EventSessionCreated is { } created) titles.Add(created.Properties!.Info!.Title!);
            if (titles is ["before"] && gap is null) await proxy.CutAllAsync(cancellationToken: Token);
            if (item.Gap is not null) await CreateAsync("after");
            if (titles is [.., "after"]) break;
        }

        Assert.NotNull(gap);
        Assert.Equal(["before", "after"], titles);

        Task CreateAsync(string title) => client.Session.PostAsync(new() { Title = title }, cancellationToken: Token);
    }

    [Fact]
    public async Task A_prompt_is_sent_once_and_a_question_again_when_the_server_is_busy()
    {
        BusyHandler busy = new();
        OpenCodeClientOptions options = new()
        {
            BaseUri = new Uri("http://127.0.0.1:1"),
            HttpClient = new HttpClient(busy),
            Retry = new RetryOptions { Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        };
        using SenderRequestAdapter adapter = OpenCodeKiota.CreateAdapter(options);
        OpenCodeKiotaClient client = new(adapter);

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => client.Session["ses_1"].Message.PostAsync(new(), cancellationToken: Token));
        await Assert.ThrowsAsync<ApiException>(() => client.Session["ses_1"].GetAsync(cancellationToken: Token));

        Assert.Equal(503, refused.ResponseStatusCode);
        Assert.Equal([HttpMethod.Post, HttpMethod.Get, HttpMethod.Get, HttpMethod.Get], busy.Asked);
    }

    [Fact]
    public async Task Every_file_operation_with_a_required_query_is_found_and_gets_the_directory()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await File.WriteAllTextAsync(Path.Combine(sandbox.Directory, "by-kiota.txt"), "read by Kiota", Token);
        using SenderRequestAdapter adapter = await AdapterAsync();
        OpenCodeKiotaClient client = new(adapter);

        var content = await client.File.Content.GetAsync(c => c.QueryParameters.Path = "by-kiota.txt", Token);

        Assert.Equal("read by Kiota", content!.Content);
        Assert.Contains(await client.File.GetAsync(c => c.QueryParameters.Path = ".", Token) ?? [], static f => f.Name == "by-kiota.txt");

        // Not the new file: the server keeps its list of files for a while.
        Assert.Contains("README.md", await client.Find.File.GetAsync(c => c.QueryParameters.Query = "README", Token) ?? []);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_with_the_reason()
    {
        using SenderRequestAdapter adapter = OpenCodeKiota.CreateAdapter(new OpenCodeClientOptions { BaseUri = new Uri("http://127.0.0.1:1/base/") });
        OpenCodeKiotaClient client = new(adapter);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.Event.GetAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.Session.WithUrl("http://127.0.0.1:2/base/session").GetAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Session[".."].GetAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.Session.GetAsync(
            static c => c.Options.Add(new ResponseHandlerOption { ResponseHandler = new NativeResponseHandler() }), Token));
    }

    [Fact]
    public void A_container_makes_and_disposes_the_client()
    {
        using ServiceProvider provider = new ServiceCollection().AddOpenCodeKiotaClient(o => o.BaseUri = new Uri("http://127.0.0.1:1")).BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<OpenCodeKiotaClient>(), provider.GetRequiredService<OpenCodeKiotaClient>());
    }

    private static SenderRequestAdapter Adapter(Uri address, string directory)
        => OpenCodeKiota.CreateAdapter(new OpenCodeClientOptions { BaseUri = address, Directory = directory });

    private async Task<SenderRequestAdapter> AdapterAsync()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        return Adapter(sandbox.BaseUri, sandbox.Directory);
    }

    private sealed class BusyHandler : HttpMessageHandler
    {
        public List<HttpMethod> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.Method);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        }
    }
}
