using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Broker;

/// <summary>Requests to a Pact Broker, and what their failures mean.</summary>
internal sealed class BrokerRequests(PactBrokerOptions options, HttpClient http)
{
    private const int LongestReason = 400;

    public Task<HalDocument> GetAsync(Uri uri, CancellationToken cancellationToken)
        => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, uri), uri, cancellationToken);

    public Task<HalDocument> PostAsync<T>(Uri uri, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, uri)
            {
                Content = new ByteArrayContent(
                    JsonSerializer.SerializeToUtf8Bytes(body, type))
                { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            },
            uri,
            cancellationToken);

    private async Task<HalDocument> SendAsync(Func<HttpRequestMessage> create, Uri uri, CancellationToken cancellationToken)
    {
        RequireSameServer(uri);
        using HttpRequestMessage request = create();
        request.Headers.Accept.ParseAdd("application/hal+json, application/json");
        request.Headers.Authorization = options.Credential?.Header;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, limit.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return Read(response, body, uri);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PactBrokerException($"The Pact Broker at {uri} did not answer within {options.Timeout.TotalSeconds:0.#} seconds.", uri,
                innerException: e);
        }
        catch (HttpRequestException e)
        {
            throw new PactBrokerException($"The Pact Broker at {uri} could not be reached: {e.Message}", uri, innerException: e);
        }
    }

    private static HalDocument Read(HttpResponseMessage response, byte[] body, Uri uri)
    {
        JsonElement? json = ParseJson(response, body);
        if (!response.IsSuccessStatusCode) throw new PactBrokerException(Describe(response, json, uri), uri, response.StatusCode);
        return json is { ValueKind: JsonValueKind.Object } root
            ? new HalDocument(root, uri)
            : throw new PactBrokerException(
                $"{uri} answered {(int)response.StatusCode} with {response.Content.Headers.ContentType?.MediaType ?? "no content type"} where a Pact Broker answers JSON. Check that the URL is the broker's own, with its path.",
                uri,
                response.StatusCode);
    }

    private static string Describe(HttpResponseMessage response, JsonElement? json, Uri uri)
    {
        string reason = json is { } root ? BrokerReasons.Of(root) : "";
        string said = reason.Length == 0 ? "" : $" It says: {(reason.Length <= LongestReason ? reason : string.Concat(reason.AsSpan(0, LongestReason), "…"))}";
        string advice = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized =>
                $" Set {BrokerCredential.TokenVariable}, or {BrokerCredential.UserNameVariable} and {BrokerCredential.PasswordVariable}, to what the broker accepts.",
            HttpStatusCode.Forbidden => " The credential is known, but may not do this; it needs the right to publish.",
            HttpStatusCode.NotFound => " Check that the URL is the broker's own, with its path.",
            HttpStatusCode.Conflict => " A pact of the same version is there with other content; publish under a new version.",
            >= HttpStatusCode.MultipleChoices
                and < HttpStatusCode.BadRequest => " Redirects are not followed, so that credentials stay with the broker; give the address it leads to.",
            _ => "",
        };
        return $"The Pact Broker answered {(int)response.StatusCode} to {response.RequestMessage?.Method} {uri}.{said}{advice}";
    }

    private static JsonElement? ParseJson(HttpResponseMessage response, byte[] body)
    {
        if (body.Length == 0 || !MediaType.IsJson(response.Content.Headers.ContentType?.MediaType)) return null;
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A link that leads elsewhere would take the credential there.
    private void RequireSameServer(Uri uri)
    {
        if (Uri.Compare(uri, options.BaseUri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new PactBrokerException(
                $"The Pact Broker at {options.BaseUri} gave a link to {uri.GetLeftPart(UriPartial.Authority)}, another server. Use that address, or set the broker's own base URL right.",
                uri);
        }
    }
}
