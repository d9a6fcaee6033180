using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenCode.Core.Json;

namespace OpenCode.Server.Http;

public sealed partial class OperationExchange
{
    private const string Json = "application/json";

    private static readonly JsonWriterOptions _writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a model.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="value">The model; null is written as <c>null</c>.</param>
    public Task WriteModelAsync(int status, IJsonModel? value) => WriteJsonAsync(status, value, static (writer, v) =>
    {
        if (v is null) writer.WriteNullValue();
        else v.WriteTo(writer);
    });

    /// <summary>Answers with JSON.</summary>
    /// <typeparam name="T">What is written.</typeparam>
    /// <param name="status">The HTTP status.</param>
    /// <param name="value">The value.</param>
    /// <param name="encoder">Writes it.</param>
    public async Task WriteJsonAsync<T>(int status, T value, JsonEncoder<T> encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        Start(status, Json);
        await using var writer = new Utf8JsonWriter(HttpContext.Response.BodyWriter, _writing);
        encoder(writer, value);
        await writer.FlushAsync(Aborted);
    }

    /// <summary>Answers with text.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The type of the text.</param>
    /// <param name="text">The text.</param>
    public Task WriteTextAsync(int status, string contentType, string text)
    {
        Start(status, contentType);
        return HttpContext.Response.WriteAsync(text, Encoding.UTF8, Aborted);
    }

    /// <summary>Answers with bytes.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="content">The bytes and their type.</param>
    public async Task WriteContentAsync(int status, ServedContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using Stream bytes = content.Content;
        Start(status, content.ContentType);
        await bytes.CopyToAsync(HttpContext.Response.Body, Aborted);
    }

    /// <summary>Answers with a stream of events, until it or the caller ends it.</summary>
    /// <param name="frames">The pieces as they are sent.</param>
    public async Task WriteEventsAsync(IAsyncEnumerable<EventFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);

        // The first piece decides whether there is a stream: a session may be unknown.
        await using IAsyncEnumerator<EventFrame> all = frames.GetAsyncEnumerator(Aborted);
        ValueTask<bool> next = all.MoveNextAsync();
        if (!next.IsCompleted || next.IsCompletedSuccessfully)
        {
            Start(200, "text/event-stream");
            HttpContext.Response.Headers.CacheControl = "no-cache, no-transform";
            HttpContext.Response.Headers["X-Accel-Buffering"] = "no";
            await HttpContext.Response.Body.FlushAsync(Aborted);
        }

        while (await next)
        {
            await HttpContext.Response.BodyWriter.WriteAsync(all.Current.Bytes, Aborted);
            next = all.MoveNextAsync();
        }
    }

    /// <summary>Answers without a body.</summary>
    /// <param name="status">The HTTP status.</param>
    public void Complete(int status) => HttpContext.Response.StatusCode = status;

    /// <summary>Answers with what went wrong.</summary>
    internal async Task WriteErrorAsync(OperationException error)
    {
        switch (error.Body)
        {
            case UnsupportedType:
                await WriteTextAsync(error.Status, "text/plain", error.Message);
                break;
            case null when !error.HasDefaultBody:
                Complete(error.Status);
                break;
            default:
                await WriteModelAsync(error.Status, ErrorBodies.Of(error, IsV2));
                break;
        }
    }

    private void Start(int status, string contentType)
    {
        HttpContext.Response.StatusCode = status;
        HttpContext.Response.ContentType = contentType;
    }

    private sealed record UnsupportedType(string Type) : IJsonModel
    {
        public void WriteTo(Utf8JsonWriter writer) => throw new NotSupportedException("It is written as text.");
    }
}
