using OpenCode.Hosting;
using OpenCode.Verification;
using OpenCode.Verification.Results;

namespace OpenCode.Contract.Tests.Provider;

/// <summary>The verification of the pinned release, which runs once for all tests that look at its result.</summary>
public sealed class PinnedVerification : IAsyncLifetime
{
    private readonly DirectoryInfo _traffic = Directory.CreateTempSubdirectory("opencode-traffic-");

    public VersionResult Result { get; private set; } = null!;

    /// <summary>What the server sent meanwhile.</summary>
    public FileInfo Traffic => new(Path.Combine(_traffic.FullName, $"{Result.Version}.har"));

    public async ValueTask InitializeAsync()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(cancellationToken: token);
        Result = await new ReleaseVerification { TrafficFolder = _traffic }.RunAsync(installation, token);
    }

    public ValueTask DisposeAsync()
    {
        _traffic.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
