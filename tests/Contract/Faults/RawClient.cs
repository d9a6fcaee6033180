using System.Net.Sockets;
using System.Text;
using OpenCode.Testing;
using OpenCode.Testing.Faults;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>A client that sees bytes, each as one Latin-1 character, and how a connection ends.</summary>
internal sealed class RawClient : IDisposable
{
    public const string Request = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    // Everything here is on one machine: what has not come by then does not come.
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(150);

    // On a machine that is busy, what has to come may take its time.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[64 * 1024];

    private RawClient(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(Uri server, string request = Request)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, Cancellation);
            RawClient client = new(socket);
            await client.SendAsync(request);
            return client;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects, sends nothing, and reads. A reset can come before the connecting is over.</summary>
    public static async Task<(string Bytes, ConnectionEnding Ending)> ConnectAndReadAsync(Uri server, int? stallsAfter = null)
    {
        try
        {
            using RawClient client = await ConnectAsync(server, request: "");
            return await client.ReadToEndAsync(stallsAfter);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return ("", ConnectionEnding.Reset);
        }
    }

    public async Task SendAsync(string text)
    {
        if (text.Length > 0) await Socket.SendAsync(Encoding.UTF8.GetBytes(text), Cancellation);
    }

    /// <summary>One read. Nothing is the end of the stream.</summary>
    public async Task<string> ReadAsync() => Encoding.Latin1.GetString(_buffer, 0, await Socket.ReceiveAsync(_buffer, Cancellation));

    /// <summary>Reads until a text has arrived.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        StringBuilder seen = new();
        while (!seen.ToString().Contains(text, StringComparison.Ordinal))
        {
            string read = await ReadAsync();
            Assert.NotEqual("", read);
            seen.Append(read);
        }

        return seen.ToString();
    }

    /// <summary>Reads until the connection ends, or until nothing comes. A half-closed connection looks like a closed one from here.</summary>
    /// <param name="stallsAfter">After how many bytes nothing more is expected; null: an end is.</param>
    public async Task<(string Bytes, ConnectionEnding Ending)> ReadToEndAsync(int? stallsAfter = null)
    {
        StringBuilder bytes = new();
        while (true)
        {
            using CancellationTokenSource quiet = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            quiet.CancelAfter(bytes.Length >= stallsAfter ? _quiet : _patience);
            try
            {
                int read = await Socket.ReceiveAsync(_buffer, quiet.Token);
                if (read == 0) return (bytes.ToString(), ConnectionEnding.Close);
                bytes.Append(Encoding.Latin1.GetString(_buffer, 0, read));
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
            {
                return (bytes.ToString(), ConnectionEnding.Reset);
            }
            catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
            {
                return (bytes.ToString(), ConnectionEnding.Stall);
            }
        }
    }

    public void Dispose() => Socket.Dispose();
}
