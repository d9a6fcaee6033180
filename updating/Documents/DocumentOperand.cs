using System.Text.RegularExpressions;
using OpenCode.Verification.Documents;

namespace OpenCodeGen.Updating.Documents;

/// <summary>A document as somebody names it: a file, a release, a package, a URL, or a file of a commit.</summary>
public sealed partial class DocumentOperand(DocumentFetch fetch)
{
    /// <summary>Reads a document.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="DocumentException">It cannot be had.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">A package has no version.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (File.Exists(name)) return await File.ReadAllBytesAsync(name, cancellationToken);
        if (Release().IsMatch(name)) return (await fetch.OfReleaseAsync(name, cancellationToken)).Utf8;
        if (Uri.TryCreate(name, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https")
            return (await fetch.OfServerAsync(uri, cancellationToken: cancellationToken)).Utf8;
        if (Package().IsMatch(name)) return (await fetch.OfPackageAsync(name, cancellationToken)).Utf8;
        if (Commit().Match(name) is { Success: true }) return await CommitFile.ReadAsync(name, cancellationToken);
        throw new FileNotFoundException($"There is no file '{name}'; give a file, a release such as 1.18.33, a package such as @opencode/cli@2.0.0, a URL, or a file of a commit such as HEAD~1:spec/openapi.json.");
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Release();

    [GeneratedRegex(@"^(@[a-z0-9._~-]+/)?[a-z0-9._~-]+@\d[^/\\:]*$")]
    private static partial Regex Package();

    // Not the drive of a Windows path.
    [GeneratedRegex(@"^[^:\\]{2,}:[^:\\]+$")]
    private static partial Regex Commit();
}
