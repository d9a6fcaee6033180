using OpenCode.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

// Nearly all of them are builds of small programs, each of which keeps one processor busy.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All)]
