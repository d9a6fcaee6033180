using System.Net;
using System.Text;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Stubs;
using WireMock;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace OpenCode.WireMock.Refusing;

/// <summary>What the mock says to requests that it has no response for: those without the password, and those that nothing is prepared for.</summary>
internal static class Refusals
{
    /// <summary>Refuses requests without the credentials as OpenCode does, whatever is prepared.</summary>
    public static void RefuseStrangers(WireMockServer server, string userName, string password)
    {
        string expected = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"))}";
        server.Given(Request.Create().WithUrl(_ => MockExchange.Current.Request.Headers.GetValueOrDefault("Authorization") != expected))
            .AtPriority(int.MinValue)
            .WithTitle("without the password")
            .RespondWith(Response.Create().WithCallback(static _ => Unauthorized(MockExchange.Current.Request).ToMessage()));
    }

    /// <summary>Refuses what neither a stub nor an example nor a mapping is for, and keeps it.</summary>
    public static void RefuseTheUnprepared(WireMockServer server, RequestJournal journal)
        => server.Given(Request.Create().WithPath("/*"))
            .AtPriority(int.MaxValue)
            .WithTitle("nothing is prepared")
            .RespondWith(Response.Create().WithCallback(_ =>
            {
                MockRequest request = MockExchange.Current.Request;
                journal.AddUnexpected(request);
                return (request.Operation is { } operation ? Unprepared(request, operation) : Unknown(request)).ToMessage();
            }));

    private static PreparedResponse Unauthorized(MockRequest request) => request.Url.StartsWith("/api/", StringComparison.Ordinal)
        ? PreparedResponse.Error(HttpStatusCode.Unauthorized, request.Url, "UnauthorizedError", "Authentication required")
        : new PreparedResponse { Status = (int)HttpStatusCode.Unauthorized };

    private static PreparedResponse Unprepared(MockRequest request, Operation operation)
    {
        string way = operation.Kind == OperationKind.WebSocket
            ? "It is a WebSocket: prepare it on mock.Server with WithWebSocket."
            : $"Prepare one with mock.On(OperationCatalog.{NameOf(operation)}).{(operation.Kind == OperationKind.NoContent ? "Succeed()" : "Respond(…)")}.";
        return PreparedResponse.Error(HttpStatusCode.NotImplemented, request.Url, "UnknownError", $"No response is prepared for {operation}. {way}");
    }

    private static PreparedResponse Unknown(MockRequest request) => PreparedResponse.Error(
        HttpStatusCode.NotFound, request.Url, "UnknownError",
        $"The client's OperationCatalog has no operation for {request.Method} {request.Url.Split('?')[0]}. Prepare a response on mock.Server.");

    // The catalog's property is the operation's id without what separates its words.
    private static string NameOf(Operation operation)
        => typeof(OperationCatalog).GetProperties().FirstOrDefault(p => p.GetValue(null) == operation)?.Name ?? operation.Id;
}
