using OpenCode.Hosting;
using OpenCode.Verification;

namespace OpenCode.Contract.Tests.Provider;

/// <summary>The verification of the pinned release, which runs once for all tests that look at its result.</summary>
public sealed class PinnedVerification : IAsyncLifetime
{
    public VersionResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        OpenCodeInstallation installation = await OpenCodeInstallation.EnsureAsync(cancellationToken: token);
        Result = await new ReleaseVerification().RunAsync(installation, token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
