using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenCode.Core.Errors;

namespace OpenCode.Contract.Tests.Faults;

/// <summary>Every fault of a body, read in every way there is, over every transport: what comes out has a type of the client's.</summary>
public sealed class BodyFaultTests
{
    private const string Json = """{"id":"ses_1","title":"é"}""";

    private static readonly Dictionary<string, string> _bodies = new()
    {
        ["wrong gzip"] = Encoded("gzip", Encoding.UTF8.GetBytes(Json)),
        ["wrong br"] = Encoded("br", Encoding.UTF8.GetBytes(Json)),
        ["wrong br, long"] = Encoded("br", [.. Enumerable.Repeat((byte)0xFF, 100_000)]),
        ["wrong deflate"] = Encoded("deflate", Encoding.UTF8.GetBytes(Json)),
        ["cut gzip"] = Encoded("gzip", Compressed("gzip")[..^6]),
        ["cut br"] = Encoded("br", Compressed("br")[..^6]),
        ["cut deflate"] = Encoded("deflate", Compressed("deflate")[..^6]),
        ["empty gzip"] = Encoded("gzip", []),
        ["empty br"] = Encoded("br", []),
        ["bytes after gzip"] = Encoded("gzip", [.. Compressed("gzip"), 1, 2, 3]),
        ["raw deflate"] = Encoded("deflate", Compressed("raw deflate")),
        ["zlib"] = Encoded("zlib", Compressed("deflate")),
        ["twice"] = Encoded("br, gzip", Compressed("gzip")),
        ["unknown encoding"] = Encoded("klingon", [1, 2, 3]),
        ["gzip bomb"] = Encoded("gzip", Compressed("gzip", 80 * 1024 * 1024)),
        ["br bomb"] = Encoded("br", Compressed("br", 80 * 1024 * 1024)),
        ["too short"] = Head("Content-Length: 1000\r\n") + Json,
        ["too much announced"] = Head("Content-Length: 99999999999\r\n") + Json,
        ["length is no number"] = Head("Content-Length: many\r\n") + Json,
        ["negative length"] = Head("Content-Length: -1\r\n") + Json,
        ["two lengths"] = Head("Content-Length: 5\r\nContent-Length: 7\r\n") + Json,
        ["chunk size is no number"] = Head("Transfer-Encoding: chunked\r\n") + "zz\r\nabc\r\n0\r\n\r\n",
        ["chunk size too large"] = Head("Transfer-Encoding: chunked\r\n") + "fffffffffffffffff\r\nabc\r\n",
        ["chunk without its end"] = Head("Transfer-Encoding: chunked\r\n") + "3\r\nabcdef\r\n0\r\n\r\n",
        ["chunk that is cut"] = Head("Transfer-Encoding: chunked\r\n") + "30\r\nabc",
        ["chunks without an end"] = Head("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n",
        ["unknown charset"] = Head("Content-Length: 26\r\n", "text/plain; charset=klingon") + Json,
        ["forbidden charset"] = Head("Content-Length: 26\r\n", "text/plain; charset=utf-7") + Json,
        ["broken charset"] = Head("Content-Length: 26\r\n", "text/plain; charset=\"\"\"\0") + Json,
        ["wide charset"] = Head("Content-Length: 27\r\n", "application/json; charset=utf-16") + Json + "x",
        ["no UTF-8"] = Head("Content-Length: 12\r\n") + "{\"id\":\"\xFF\xFE\"}",
        ["broken content type"] = Head("Content-Length: 26\r\n", ";;;=") + Json,
        ["status line"] = "HTTP/1.1 OK\r\n\r\n",
        ["header without a colon"] = "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
        ["no HTTP"] = "SSH-2.0-OpenSSH\r\n",
        ["nothing"] = "",
    };

    private static readonly Dictionary<string, Func<OpenCodeClient, Task>> _reads = new()
    {
        ["JSON"] = client => client.Session["ses_1"].GetAsync(cancellationToken: Token),
        ["list"] = client => client.Session.GetAsync(cancellationToken: Token),
        ["flag"] = client => client.Session["ses_1"].DeleteAsync(cancellationToken: Token),
        ["raw"] = client => client.SendRawAsync(HttpMethod.Get, "/x", cancellationToken: Token),
        ["prompt"] = client => client.Session["ses_1"].Message.PostAsync(new() { Parts = [] }, cancellationToken: Token),
        ["text"] = client => client.Vcs.Diff.Raw.GetAsync(cancellationToken: Token),
        ["nothing"] = client => client.Api.Pty["pty_1"].DeleteAsync(cancellationToken: Token),
        ["download"] = async client =>
        {
            await using Stream stream = await client.Api.Fs.Read["x"].GetAsync(cancellationToken: Token);
            await stream.CopyToAsync(Stream.Null, Token);
        },
        ["events"] = async client =>
        {
            await foreach (Models.Event _ in client.Event.SubscribeAsync(c => c.Stream = new() { GiveUpAfter = TimeSpan.Zero }, Token)) break;
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Table
    {
        get
        {
            var table = new TheoryData<string, bool>();
            foreach (string body in _bodies.Keys)
            {
                table.Add(body, false);
                table.Add(body, true);
            }

            return table;
        }
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Table))]
    public async Task Fault_has_a_type_of_the_clients(string body, bool isError)
    {
        string response = isError ? _bodies[body].Replace("200 OK", "500 Broken", StringComparison.Ordinal) : _bodies[body];
        await using var server = new RawServer(response) { ClosesAfterResponse = true };
        foreach (string transport in new[] { "own", "container", "caller" })
        {
            using ServiceProvider services = Services(server.BaseUri);
            using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
            await using OpenCodeClient client = transport == "container"
                ? services.GetRequiredService<OpenCodeClient>()
                : new OpenCodeClient(Configure(new(), server.BaseUri, transport == "caller" ? http : null));
            foreach ((string read, Func<OpenCodeClient, Task> run) in _reads)
            {
                Exception? error = await Record.ExceptionAsync(() => run(client));

                Assert.True(error is null or ApiException, $"{transport}, {read}: {error}");

                // The server closes without reading the body of a prompt, and the response may be lost over that.
                if (body.StartsWith("wrong", StringComparison.Ordinal) && read is not ("events" or "prompt"))
                    Assert.Equal(ContractViolation.BadEncoding, Assert.IsType<ApiContractException>(error).Violation);
                if (body.EndsWith("bomb", StringComparison.Ordinal) && !isError && read is ("JSON" or "raw"))
                    Assert.Equal(ContractViolation.TooLarge, Assert.IsType<ApiContractException>(error).Violation);
            }
        }
    }

    private static ServiceProvider Services(Uri address)
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient(options => Configure(options, address, null));
        return services.BuildServiceProvider();
    }

    private static OpenCodeClientOptions Configure(OpenCodeClientOptions options, Uri address, HttpClient? http)
    {
        options.BaseUri = address;
        options.Password = "";
        options.AllowCompression = true;

        // The server closes every connection after its response, which the client may notice only with its next request.
        options.Retry = new() { Delay = TimeSpan.Zero };
        options.HttpClient = http;
        return options;
    }

    private static string Encoded(string encoding, byte[] body)
        => Head($"Content-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n") + Encoding.Latin1.GetString(body);

    private static string Head(string headers, string contentType = "application/json") => $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n{headers}\r\n";

    private static byte[] Compressed(string encoding, int padding = 0)
    {
        var bytes = new MemoryStream();
        using (Stream compressor = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            "raw deflate" => new DeflateStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            compressor.Write(Encoding.UTF8.GetBytes(Json));
            byte[] spaces = new byte[64 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            for (; padding > 0; padding -= spaces.Length) compressor.Write(spaces);
        }

        return bytes.ToArray();
    }
}
