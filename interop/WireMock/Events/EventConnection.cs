using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using OpenCode.WireMock.Receiving;

namespace OpenCode.WireMock.Events;

/// <summary>One client's connection to an event stream.</summary>
/// <typeparam name="T">One event.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without a timer holds nothing to dispose of.")]
public sealed class EventConnection<T>
{
    private static readonly JsonSerializerOptions _asSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Channel<(byte[] Bytes, TaskCompletionSource Sent)> _queue
        = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _aborted = new();

    internal EventConnection(MockRequest request) => Request = request;

    /// <summary>The request that opened the stream: what it resumes after, and with which credentials.</summary>
    public MockRequest Request { get; }

    /// <summary>Whether the stream goes on.</summary>
    public bool IsOpen => !_closed.Task.IsCompleted;

    /// <summary>Sends an event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <returns>When it is on its way to the client.</returns>
    /// <exception cref="InvalidOperationException">The stream has ended.</exception>
    public Task SendAsync(T item, CancellationToken cancellationToken = default) => SendAsync(Frame(JsonOf(item)), cancellationToken);

    /// <summary>Sends text as it is: half an event, a comment, an event that no client knows.</summary>
    /// <param name="text">The text. An event is <c>data: {…}</c> and two line feeds.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <returns>When it is on its way to the client.</returns>
    /// <exception cref="InvalidOperationException">The stream has ended.</exception>
    public Task SendTextAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>Ends the stream in order, after what has been sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Resets the connection. It may overtake what the client has not read yet.</summary>
    public void Abort() => _aborted.Cancel();

    /// <summary>Waits until the stream has ended, by whichever side.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>When it has.</returns>
    public Task ClosedAsync(CancellationToken cancellationToken = default) => _closed.Task.WaitAsync(cancellationToken);

    internal static byte[] JsonOf(T item) => JsonSerializer.SerializeToUtf8Bytes(item, _asSent);

    internal static byte[] Frame(ReadOnlySpan<byte> json) => [.. "data: "u8, .. json, .. "\n\n"u8];

    /// <summary>Queues bytes; a stream that has ended takes none.</summary>
    internal Task? Queue(byte[] bytes)
    {
        TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite((bytes, sent)) ? sent.Task : null;
    }

    /// <summary>Writes what is sent until the stream ends.</summary>
    internal async Task ServeAsync(HttpContext context, CancellationToken ended)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ended, _aborted.Token);
        try
        {
            context.Response.Headers.CacheControl = "no-cache";

            // The client is to know at once that it is connected, and not with the first event.
            await context.Response.StartAsync(either.Token).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(either.Token).ConfigureAwait(false);
            await foreach ((byte[] bytes, TaskCompletionSource sent) in _queue.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
            {
                await context.Response.Body.WriteAsync(bytes, either.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(either.Token).ConfigureAwait(false);
                sent.SetResult();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        finally
        {
            _queue.Writer.TryComplete();
            _closed.TrySetResult();
            while (_queue.Reader.TryRead(out (byte[], TaskCompletionSource Sent) left)) left.Sent.TrySetException(Ended());
        }
    }

    private async Task SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        Task sent = Queue(bytes) ?? throw Ended();
        Task first = await Task.WhenAny(sent, _closed.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (first != sent && !sent.IsCompletedSuccessfully) throw Ended();
        await sent.ConfigureAwait(false);
    }

    private InvalidOperationException Ended() => new($"The stream of {Request} has ended.");
}
