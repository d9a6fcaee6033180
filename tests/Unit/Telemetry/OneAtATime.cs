using Xunit;

namespace OpenCode.Client.Tests.Telemetry;

/// <summary>The client's activity source is one for the process, so tests that listen to it run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "telemetry";
}
