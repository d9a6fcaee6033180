using System.Net;
using System.Text.Json;
using OpenCode.Client.Tests.Retrying;
using OpenCode.Core.Errors;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Runtime;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>What the caller's own code throws in the middle of a request reaches the caller as it is, and nothing is sent again for it.</summary>
public sealed class CallersExceptionTests
{
    private static readonly Dictionary<string, Exception> _exceptions = new()
    {
        ["json"] = new JsonException("mine"),
        ["operation"] = new InvalidOperationException("mine"),
        ["format"] = new FormatException("mine"),
        ["data"] = new InvalidDataException("mine"),
        ["io"] = new IOException("mine"),
        ["http"] = new HttpRequestException(HttpRequestError.ConnectionError, "mine"),
        ["cancelled"] = new OperationCanceledException("mine"),
        ["connection"] = new ApiConnectionException("mine", ConnectionFailureKind.Refused, "x"),
        ["contract"] = new ApiContractException("mine", ContractViolation.MalformedJson, "mine"),
        ["timeout"] = new ApiTimeoutException("mine", BudgetKind.Total, TimeSpan.FromSeconds(1)),
        ["unavailable"] = Unavailable(),
    };

    private static readonly Dictionary<string, Func<StubHandler>> _answers = new()
    {
        ["drift"] = () => StubHandler.Answering(HttpStatusCode.OK, """{"name":1}"""),
        ["drift of an error"] = () => StubHandler.Answering(HttpStatusCode.NotFound, """{"_tag":"ThingError","message":1}"""),
        ["event"] = () => StubHandler.Answering("data: {\"name\":1}\n\n"u8.ToArray(), "text/event-stream"),
        ["event that is not JSON"] = () => StubHandler.Answering("data: {oops\n\n"u8.ToArray(), "text/event-stream"),
        ["response"] = () => StubHandler.Answering(HttpStatusCode.OK, """{"name":"one"}"""),
        ["repeat"] = () => StubHandler.Answering(HttpStatusCode.ServiceUnavailable, ""),
        ["response, error"] = () => StubHandler.Answering(HttpStatusCode.ServiceUnavailable, ""),
    };

    public static TheoryData<string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (string answer in _answers.Keys)
            {
                foreach (string exception in _exceptions.Keys) table.Add(answer, exception);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Reaches_the_caller(string answer, string exception)
    {
        StubHandler stub = _answers[answer]();
        Exception mine = _exceptions[exception];
        string before = mine.Message;
        var traits =
            new EventStreamTraits<Thing>
            {
                CreateGap = _ => new Thing { Name = "gap" },
                CreateUnknown = _ => new Thing { Name = "unknown" },
                IsHeartbeat = _ => false,
                ReadCreationTime = _ => -1
            };
        using HttpRequestSender sender = Samples.Repeating(stub, new ManualTimeProvider(), new()
        {
            Retry = new() { Delay = TimeSpan.Zero, OnRetry = answer == "repeat" ? _ => throw mine : null },
            OnDrift = _ => throw mine,
        });
        var configuration = new RequestConfiguration { OnResponse = answer.StartsWith("response", StringComparison.Ordinal) ? _ => throw mine : null };

        Exception? thrown = answer.StartsWith("event", StringComparison.Ordinal)
            ? Record.Exception(() => Samples.Source(sender).CreateDecoder(traits.CreateUnknown)
                .Decode(answer == "event" ? """{"name":1}"""u8.ToArray() : "{oops"u8.ToArray()))
            : await Record.ExceptionAsync(() => sender.SendAsync(Samples.Get, "/thing/1", configuration, null, Samples.Token));

        Assert.Same(mine, thrown);
        Assert.Equal(before, thrown!.Message);
        Assert.InRange(stub.Requests.Count, 0, 1);
    }

    [Theory]
    [InlineData("connection")]
    [InlineData("unavailable")]
    public async Task Exception_of_a_handler_that_looks_like_the_clients_is_no_proof_of_anything(string exception)
    {
        StubHandler stub = StubHandler.Failing(_exceptions[exception]);
        using HttpRequestSender sender = Samples.Repeating(stub, new ManualTimeProvider(), new() { Retry = new() { Delay = TimeSpan.Zero } });

        Exception? thrown = await Record.ExceptionAsync(() => sender.SendAsync(Samples.Prompt, "/thing/1", null, null, Samples.Token));

        Assert.Same(_exceptions[exception], thrown);
        Assert.Single(stub.Requests);
    }

    private static ApiStatusException Unavailable()
    {
        using HttpResponseMessage response = ScriptedServer.Status(503)();
        return new ApiErrorFactory(Samples.Resolve(new(), _ => null)).Create(Samples.Get, response, default, false, null, out _);
    }
}
