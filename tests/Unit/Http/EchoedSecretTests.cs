using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using OpenCode.Core.Credentials;
using OpenCode.Core.Errors;
using OpenCode.Core.EventSources;
using OpenCode.Core.Json;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>A server that sends the credential back, in any form and place, does not get it into what the client says.</summary>
public sealed class EchoedSecretTests
{
    private const string Password = "pa/ss wörd+\"<&>~1234";
    private const string Token = "tok/en+0123456789==";

    private static readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"opencode:{Password}"));

    private static readonly Dictionary<string, Func<string, string>> _forms = new()
    {
        ["plain"] = s => s,
        ["percent"] = Uri.EscapeDataString,
        ["percent, small"] = s => Uri.EscapeDataString(s).Replace("%2F", "%2f", StringComparison.Ordinal),
        ["form"] = s => WebUtility.UrlEncode(s),
        ["JSON"] = s => JavaScriptEncoder.Default.Encode(s),
        ["JSON, relaxed"] = s => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(s),
        ["JSON, slashes"] = s => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(s).Replace("/", "\\/", StringComparison.Ordinal),
        ["HTML"] = s => WebUtility.HtmlEncode(s),
    };

    private static readonly Dictionary<string, Func<string, StubHandler>> _places = new()
    {
        ["error message"] = s => StubHandler.Answering(HttpStatusCode.BadRequest, $$"""{"name":"E","data":{"message":"bad {{Text(s)}}!"} }"""),
        ["error name"] = s => StubHandler.Answering(HttpStatusCode.BadRequest, $$"""{"name":"{{Text(s)}}"}"""),
        ["error text"] = s => StubHandler.Answering(HttpStatusCode.InternalServerError, $"denied: {s}", "text/plain"),
        ["error text that is cut"] = s => StubHandler.Answering(HttpStatusCode.InternalServerError, new string('x', 490) + s + "more", "text/plain"),
        ["refusal"] = s => StubHandler.Answering(HttpStatusCode.Unauthorized, $"wrong: {s}", "text/plain"),
        ["page"] = s => StubHandler.Answering(HttpStatusCode.OK, $"<html>{s}", "text/html"),
        ["page that is cut"] = s => StubHandler.Answering(HttpStatusCode.OK, new string('x', 190) + s, "text/html"),
        ["other type"] = s => StubHandler.Answering(HttpStatusCode.OK, s, "text/plain"),
        ["no JSON"] = s => StubHandler.Answering(HttpStatusCode.OK, $"{{\"name\":{s}"),
        ["no JSON, cut before"] = s => StubHandler.Answering(HttpStatusCode.OK, $"{{\"name\":\"{Text(s)}{new string('x', 70 - Text(s).Length)}\",oops"),
        ["drift"] = s => StubHandler.Answering(HttpStatusCode.OK, $$"""{"name":1,"{{Text(s)}}":1}"""),
        ["drift, cut"] = s => StubHandler.Answering(HttpStatusCode.OK, $$"""{"name":1,"other":"{{new string('x', 38)}}{{Text(s)}}"}"""),
        ["status line"] = s => StubHandler.Failing(new HttpRequestException(HttpRequestError.InvalidResponse, $"Received an invalid status line: '{s}'.")),
    };

    public static TheoryData<string, string> Table
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (string place in _places.Keys)
            {
                foreach (string form in _forms.Keys) table.Add(place, form);
            }

            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Is_masked(string place, string form)
    {
        (string Secret, OpenCodeClientOptions Options, RequestConfiguration? Request)[] sources =
        [
            (Password, new() { Password = Password, StrictDecoding = true }, null),
            (_encoded, new() { Password = Password, StrictDecoding = true }, null),
            (Password, new() { Credentials = new Fixed(), StrictDecoding = true }, null),
            (Token, new() { StrictDecoding = true }, new() { Headers = { ["Authorization"] = $"Bearer {Token}" } }),
        ];
        foreach ((string secret, OpenCodeClientOptions options, RequestConfiguration? request) in sources)
        {
            string sent = _forms[form](secret);
            using HttpRequestSender sender = Samples.Sender(_places[place](sent), options);

            var error = Assert.IsAssignableFrom<ApiException>(
                await Record.ExceptionAsync(() => sender.SendAsync(Samples.Get, "/thing/1", request, null, Samples.Token)));

            string?[] texts = [error.Message, error.ToString(), (error as ApiContractException)?.Snippet];
            foreach (string text in texts.OfType<string>())
            {
                foreach (string part in Parts(sent).Concat(Parts(secret)).Concat(Parts(Text(sent))))
                    Assert.DoesNotContain(part, text, StringComparison.OrdinalIgnoreCase);
            }

            Assert.Contains("***", error.ToString(), StringComparison.Ordinal);
            if (error is ApiStatusException api && form == "plain" && place == "error text") Assert.Contains(secret, api.RawBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Event_and_the_name_of_a_drift_are_masked()
    {
        var drifts = new List<ResponseDrift>();
        using HttpRequestSender sender = Samples.Sender(StubHandler.Silent(), new() { Password = "p4ssword", OnDrift = drifts.Add });
        EventStreamSource<Thing> source = Samples.Source(sender, new RequestConfiguration { StrictDecoding = true });
        EventDecoder<Thing> strict = source.CreateDecoder(null);

        var error = Assert.Throws<ApiContractException>(() => strict.Decode("{\"name\":p4ssword}"u8.ToArray()));
        source.ReportDrift(new JsonDrift("/map/p4ssword/x", JsonDriftKind.WrongType, "string", "number"));

        Assert.DoesNotContain("p4ss", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("/map/***/x", Assert.Single(drifts).Pointer);
    }

    // As a JSON text must be, where the form itself is not one already.
    private static string Text(string secret)
        => secret.Contains('\\', StringComparison.Ordinal) ? secret : secret.Replace("\"", "\\\"", StringComparison.Ordinal);

    // Half a secret is one too.
    private static IEnumerable<string> Parts(string secret) => [secret[..8], secret[^8..]];

    private sealed class Fixed : IApiCredentialProvider
    {
        private readonly OpenCodeCredential _credential = new(Password);

        public ValueTask<ApiCredential?> GetCredentialAsync(ApiCredentialContext context, CancellationToken cancellationToken) => new(_credential);
    }
}
