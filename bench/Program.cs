using BenchmarkDotNet.Running;
using OpenCode.Benchmarks;
using OpenCode.Benchmarks.Quick;
using OpenCode.Benchmarks.Recording;
using OpenCode.Benchmarks.Soak;
using OpenCode.Benchmarks.Workloads;

// Everything after a mode belongs to it; without a mode the arguments are BenchmarkDotNet's.
switch (args.FirstOrDefault())
{
    case "--quick":
        return await QuickRun.RunAsync(args[1..]);
    case "--record":
        await Recorder.RunAsync();
        return 0;
    case "--server":
        await LoopbackServer.RunAsync();
        return 0;
    case "--soak":
        return await SoakRun.RunAsync();
    case "--events":
        await EventFlood.RunAsync();
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Repository).Assembly).Run(args, BenchmarkConfig.Create());
        return 0;
}
