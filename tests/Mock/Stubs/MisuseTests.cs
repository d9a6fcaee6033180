using System.Net;
using OpenCode.Models;
using OpenCode.WireMock;
using Xunit;

namespace OpenCode.Mock.Tests.Stubs;

/// <summary>What cannot work is refused in the moment it is written, with what to write instead.</summary>
public sealed class MisuseTests(MisuseTests.Mock shared) : IClassFixture<MisuseTests.Mock>
{
    private static readonly SessionNextTextEnded _withoutSequence = new()
    {
        Id = "evt_1",
        Data = new() { SessionId = "ses_1", AssistantMessageId = "msg_1", TextId = "0", Text = "text", Timestamp = 0 },
    };

    /// <summary>What is written, and what the exception says.</summary>
    public static TheoryData<Action<OpenCodeMock>, string> Mistakes => new()
    {
        { static m => m.On(OperationCatalog.SessionGet).WithPath("id", "1"), "has no value 'id'. It has sessionID." },
        { static m => m.On(OperationCatalog.GlobalHealth).WithPath("id", "1"), "has no value 'id'. It has none." },
        { static m => m.On(OperationCatalog.SessionGet, "1", "2"), "has 1 values, and 2 are given" },
        { static m => m.On(OperationCatalog.SessionPromptAsync).Respond((object?)null), "carries nothing. Prepare it with Succeed." },
        { static m => m.On(OperationCatalog.EventSubscribe).Respond(new EventServerConnected { Id = "e", Properties = new() }), "OpenCodeMock.Events" },
        { static m => m.On(OperationCatalog.PtyConnect).Succeed(), "is a WebSocket. Prepare it on the WireMock server itself" },
        { static m => m.On(OperationCatalog.GlobalHealth).Fail(HttpStatusCode.OK), "OK is a success. Prepare one with Respond or Succeed." },
        { static m => m.On(OperationCatalog.GlobalHealth).Stream(), "is no event stream" },
        { static m => m.On(OperationCatalog.GlobalHealth).WithBody<Session>(static _ => true), "takes no body" },
        { static m => m.On(OperationCatalog.SessionPrompt).WithBody<Session>(static _ => true), "is SessionPromptRequest, and not Session" },
        { static m => m.Events(OperationCatalog.GlobalHealth), "is no event stream. Prepare its response with On." },
        { static m => m.Events(OperationCatalog.V2SessionEvents).Broadcast(_withoutSequence), "durable.seq" },
        { static m => OpenCodeMock.Start(new OpenCodeMockOptions { Port = 70000 }), "A port is from 0" },
        { static _ => OpenCodeMock.Example(OperationCatalog.GlobalUpgrade), "There is no example of what global.upgrade" },
        { static m => m.ExportMappings(""), "empty" },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_told_where_it_is_made(Action<OpenCodeMock> mistake, string said)
        => Assert.Contains(said, Assert.ThrowsAny<Exception>(() => mistake(shared.Server)).Message, StringComparison.Ordinal);

    public sealed class Mock : IDisposable
    {
        public OpenCodeMock Server { get; } = OpenCodeMock.Start();

        public void Dispose() => Server.Dispose();
    }
}
