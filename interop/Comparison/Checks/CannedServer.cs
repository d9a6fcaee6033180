using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Interop.Comparison.Making;

namespace OpenCode.Interop.Comparison.Checks;

/// <summary>Responds as a server would that has one session, whose messages were recorded, and one event.</summary>
internal sealed class CannedServer : HttpMessageHandler
{
    public const long Created = 1795172126428;
    public const string Nobody = "ses_nobody";
    public const string Refused = "ses_refused";

    private const string Event = """data: {"id":"evt_1","type":"server.connected","properties":{}}""" + "\n\n";

    private const string Workspaces =
        """[{"id":"wrk_1","type":"t","name":"n","branch":null,"directory":null,"extra":null,"projectID":"p","timeUsed":"NaN"}]""";

    private static readonly byte[] _messages = File.ReadAllBytes(Workplace.InRoot("bench/data/messages-200.json"));

    /// <summary>How many of the recorded parts are tools that have run.</summary>
    public static int Tools { get; } = JsonNode.Parse(_messages)!.AsArray().SelectMany(static m => m!["parts"]!.AsArray())
        .Count(static p => (string?)p!["type"] == "tool" && (string?)p["state"]!["status"] == "completed");

    /// <summary>What was asked for last.</summary>
    public Uri? Asked { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked = request.RequestUri;
        return Task.FromResult(request.RequestUri!.AbsolutePath switch
        {
            "/event" => Stream(),
            "/api/location" => Json("""{"directory":"/elsewhere"}"""),
            "/experimental/workspace" => Json(Workspaces),
            $"/session/{Nobody}" => Json("""{"name":"NotFoundError","data":{"message":"gone"}}""", HttpStatusCode.NotFound),
            $"/session/{Refused}" => Json("""{"_tag":"InvalidRequestError","message":"refused"}""", HttpStatusCode.BadRequest),
            var path when path.EndsWith("/message", StringComparison.Ordinal) => Json(Encoding.UTF8.GetString(_messages)),
            _ => Json(SessionJson()),
        });
    }

    private static string SessionJson()
    {
        JsonNode session = JsonNode.Parse(File.ReadAllBytes(Workplace.InRoot("bench/data/session.json")))!;
        session["time"]!["created"] = Created;
        return session.ToJsonString();
    }

    private static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK)
        => new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Stream()
    {
        HttpResponseMessage response = new() { Content = new StreamContent(new EndlessStream(Encoding.UTF8.GetBytes(Event))) };
        response.Content.Headers.ContentType = new("text/event-stream");
        return response;
    }
}
