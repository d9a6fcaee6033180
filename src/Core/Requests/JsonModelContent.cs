using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCode.Core.Buffers;
using OpenCode.Core.Json;

namespace OpenCode.Core.Requests;

/// <summary>A JSON body, encoded once into a pooled buffer: its length is known, and it can be sent again until it is disposed.</summary>
public sealed class JsonModelContent : HttpContent
{
    private const int InitialCapacity = 1024;

    // The relaxed encoder leaves text outside ASCII as it is. That is only unsafe inside HTML, and doubles the size of some prompts otherwise.
    private static readonly JsonWriterOptions _writerOptions = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonDecoding.MaxDepth,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _idleWriter;

    private readonly PooledByteBuffer _buffer;

    // One for this content plus one for each copy under way: a handler may still be sending when the request is disposed.
    private int _users = 1;
    private int _isDisposed;

    private JsonModelContent(PooledByteBuffer buffer)
    {
        _buffer = buffer;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Encodes a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ArgumentException">A part of the model is null that must not be; the message says where.</exception>
    public static JsonModelContent Create(IJsonModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Create(model, static (writer, value) => value.WriteTo(writer));
    }

    /// <summary>Encodes a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="encoder">Writes it.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ArgumentException">A part of the value is null that must not be; the message says where.</exception>
    public static JsonModelContent Create<T>(T value, JsonEncoder<T> encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var buffer = new PooledByteBuffer(InitialCapacity);
        try
        {
            // Taken out of its slot while in use: an encoder may create another content.
            Utf8JsonWriter writer = _idleWriter ?? new Utf8JsonWriter(buffer, _writerOptions);
            _idleWriter = null;
            writer.Reset(buffer);
            Encode(writer, buffer, value, encoder);
            writer.Flush();

            // Not kept after a failed encoder, which leaves its writer in an unknown state.
            _idleWriter = writer;
            return new JsonModelContent(buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        AddUser();
        try
        {
            await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            RemoveUser();
        }
    }

    /// <inheritdoc/>
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        AddUser();
        try
        {
            stream.Write(_buffer.Written);
        }
        finally
        {
            RemoveUser();
        }
    }

    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        ArraySegment<byte> written = _buffer.WrittenSegment;
        return Task.FromResult<Stream>(new MemoryStream(written.Array!, written.Offset, written.Count, writable: false));
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Count;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isDisposed, 1) == 0) RemoveUser();
        base.Dispose(disposing);
    }

    private static void Encode<T>(Utf8JsonWriter writer, PooledByteBuffer buffer, T value, JsonEncoder<T> encoder)
    {
        try
        {
            encoder(writer, value);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentNullException)
        {
            writer.Flush();
            throw NullPart.Describe(buffer.Written, e);
        }
    }

    private void AddUser()
    {
        int users = Volatile.Read(ref _users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(users == 0, this);
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users) return;
            users = seen;
        }
    }

    private void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0) _buffer.Dispose();
    }
}
