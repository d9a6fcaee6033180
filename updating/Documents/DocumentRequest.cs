using OpenCode.Verification.Documents;

namespace OpenCodeGen.Updating.Documents;

/// <summary>Which document is wanted: of a release, of a package or of a server; of the newest release when nothing is said.</summary>
public sealed record DocumentRequest
{
    /// <summary>A release of opencode-ai.</summary>
    public string? Version { get; init; }

    /// <summary>A package of npm with its version.</summary>
    public string? Package { get; init; }

    /// <summary>A running server.</summary>
    public Uri? Server { get; init; }

    /// <summary>What is wanted, in words.</summary>
    /// <exception cref="InvalidOperationException">It is the newest release, which is not known yet: <see cref="ResolveAsync"/>.</exception>
    public string Name
        => Version ?? Package ?? Server?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            ?? throw new InvalidOperationException("The newest release is not known yet; resolve the request first.");

    /// <summary>The same request, with the newest release when nothing was said.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DocumentException">npm cannot tell the newest release.</exception>
    public async Task<DocumentRequest> ResolveAsync(CancellationToken cancellationToken)
        => Version is null && Package is null && Server is null ? new DocumentRequest { Version = await ReleaseFeed.NewestAsync(cancellationToken) } : this;

    /// <summary>Gets it.</summary>
    /// <param name="fetch">Gets documents.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DocumentException">It cannot be had.</exception>
    /// <exception cref="FormatException">The package has no version.</exception>
    public async Task<ReleaseDocument> FetchAsync(DocumentFetch fetch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        if (Server is not null) return await fetch.OfServerAsync(Server, cancellationToken: cancellationToken);
        if (Package is not null) return await fetch.OfPackageAsync(Package, cancellationToken);
        return await fetch.OfReleaseAsync((await ResolveAsync(cancellationToken)).Version!, cancellationToken);
    }
}
