using OpenCode.Hosting;

namespace OpenCode.Verification;

/// <summary>Verifies one release: its running server against what the client needs.</summary>
public sealed class ReleaseVerification
{
    /// <summary>Starts the server of a release and finds out which operations and events hold.</summary>
    /// <param name="installation">The release.</param>
    /// <param name="cancellationToken">Ends the server and the verification.</param>
    public Task<VersionResult> RunAsync(OpenCodeInstallation installation, CancellationToken cancellationToken) => throw new NotImplementedException();
}
