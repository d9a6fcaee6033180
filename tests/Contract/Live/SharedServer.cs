namespace OpenCode.Contract.Tests.Live;

/// <summary>The tests that share one server. They run one after another, because they share its scripted model.</summary>
[CollectionDefinition]
public sealed class SharedServer : ICollectionFixture<LiveServer>;
