using OpenCode.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

// Nearly all of them are builds of small programs, each of which keeps less than one processor busy; no limit of time is tight.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 3)]
