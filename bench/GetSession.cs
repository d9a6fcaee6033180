using BenchmarkDotNet.Attributes;
using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks;

/// <summary>One request over loopback.</summary>
public class GetSession : IDisposable
{
    private ServerProcess? _server;
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
