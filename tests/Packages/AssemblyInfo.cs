using OpenCode.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

// Builds and servers at the same time would only take processors from each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
