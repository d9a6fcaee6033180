using System.ComponentModel;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace OpenCode.Verification.Documents;

/// <summary>Which releases there are, as npm tells.</summary>
public static class ReleaseFeed
{
    private const string Package = "opencode-ai";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>The newest release.</summary>
    /// <param name="cancellationToken">Ends npm.</param>
    /// <exception cref="DocumentException">npm is missing, or cannot tell.</exception>
    public static async Task<string> NewestAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            BufferedCommandResult result = await Cli.Wrap("npm").WithArguments(["view", Package, "version", "--json", "--fetch-retries=1"])
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token);
            if (result.IsSuccess && JsonSerializer.Deserialize(result.StandardOutput, DocumentJson.Default.String) is { Length: > 0 } version) return version;
            throw new DocumentException($"npm cannot tell the newest release of {Package} (exit code {result.ExitCode}). Check that the registry is reachable, or name a release.");
        }
        catch (Win32Exception exception)
        {
            throw new DocumentException("npm was not found, which tells the newest release. Install Node.js 20 or later and put npm on the PATH, or name a document.", exception);
        }
        catch (JsonException exception)
        {
            throw new DocumentException($"npm did not tell the newest release of {Package} in a form that can be read; name a release.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DocumentException($"npm did not tell the newest release of {Package} within {_limit.TotalSeconds:0} seconds. Check that the registry is reachable, or name a release.", exception);
        }
    }
}
