using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>A server on loopback that speaks just enough HTTP to be impolite: it answers or closes as a test says.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private const string Success = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\ntrue";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _requests = [];
    private readonly Func<int, string?> _answer;
    private readonly Task _accepting;
    private bool _closesAfterAnswer;

    /// <param name="answer">What to answer to the request of that number, from 1; null closes the connection instead.</param>
    private RawServer(Func<int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Every request that was read to its end, head and body.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    /// <summary>Answers the first request, closes the connection after reading the second, and answers all further ones.</summary>
    public static RawServer ClosingAtTheSecondRequest() => new(number => number == 2 ? null : Success);

    /// <summary>Closes the connection after reading each request.</summary>
    public static RawServer Closing() => new(_ => null);

    /// <summary>Answers each request, and closes its connection then without having said so.</summary>
    public static RawServer ClosingAfterEachAnswer() => new(_ => Success) { _closesAfterAnswer = true };

    /// <summary>Answers all requests alike.</summary>
    public static RawServer Answering(string answer) => new(_ => answer);

    /// <summary>Answers all requests with a success.</summary>
    public static RawServer Succeeding() => Answering(Success);

    public async ValueTask DisposeAsync()
    {
        // Stopped only afterwards: a wait for connections that loses its socket ends in other ways than by cancellation.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(connection);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            NetworkStream stream = connection.GetStream();
            while (await ReadRequestAsync(stream) is { } request)
            {
                int number;
                lock (_requests)
                {
                    _requests.Add(request);
                    number = _requests.Count;
                }

                if (_answer(number) is not { } answer) return;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _end.Token);
                if (_closesAfterAnswer) return;
            }
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!IsComplete(text.ToString()))
        {
            int count = await stream.ReadAsync(buffer, _end.Token);
            if (count == 0) return null;
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsComplete(string request)
    {
        int head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        const string Name = "Content-Length: ";
        int length = request.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return length < 0
            || request.Length - head - 4 >= int.Parse(request[(length + Name.Length)..request.IndexOf('\r', length)],
                System.Globalization.CultureInfo.InvariantCulture);
    }
}
