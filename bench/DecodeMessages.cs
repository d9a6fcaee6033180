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
