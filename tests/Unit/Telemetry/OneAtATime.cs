using Xunit;

namespace OpenCode.Client.Tests.Telemetry;

/// <summary>The client's activity source is one for the process, so tests that listen to it take turns.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "telemetry";
}
