using OpenCode.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]
