using BenchmarkDotNet.Attributes;
using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks;

/// <summary>Decoding the recorded messages.</summary>
public class DecodeMessages
{
    private readonly MessageList _list = new();

    [Benchmark(Baseline = true, Description = "System.Text.Json source generator")]
    public object Peer() => _list.DecodePeer();

    [Benchmark(Description = "System.Text.Json source generator, plain setters")]
    public object SettablePeer() => _list.DecodeSettablePeer();

    [Benchmark(Description = "OpenCode.Client")]
    public object Ours() => _list.Decode();
}

/// <summary>Encoding the recorded messages.</summary>
public class EncodeMessages
{
    private readonly MessageList _list = new();

    [Benchmark(Baseline = true, Description = "System.Text.Json source generator")]
    public int Peer() => _list.EncodePeer().Length;

    [Benchmark(Description = "OpenCode.Client")]
    public int Ours() => _list.Encode().Length;
}

/// <summary>One request over loopback.</summary>
public class GetSession : IDisposable
{
    private LoopbackServer? _server;
    private SessionGet? _get;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _server = await LoopbackServer.StartAsync();
        _get = new SessionGet(_server.BaseUri);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _get?.Dispose();
        _server?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, Description = "HttpClient and the decoder")]
    public async Task<object> Bare() => await _get!.GetBareAsync();

    [Benchmark(Description = "OpenCode.Client")]
    public async Task<object> Ours() => await _get!.GetAsync();
}
