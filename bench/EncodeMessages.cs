using BenchmarkDotNet.Attributes;
using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks;

/// <summary>Encoding the recorded messages.</summary>
public class EncodeMessages
{
    private readonly MessageList _list = new();

    [Benchmark(Baseline = true, Description = "System.Text.Json source generator")]
    public int Peer() => _list.EncodePeer().Length;

    [Benchmark(Description = "OpenCode.Client")]
    public int Ours() => _list.Encode().Length;
}
