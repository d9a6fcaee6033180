namespace OpenCode.Testing.Hostile;

/// <summary>A request that a <see cref="HostileServer"/> has read.</summary>
/// <param name="Number">How many requests the server had read before, on all its connections.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Head">The request line and the headers, each character one byte.</param>
/// <param name="Body">The body, each character one byte; as long as <c>Content-Length</c> says, or empty.</param>
public sealed record HostileRequest(int Number, string Method, string Target, string Head, string Body)
{
    /// <summary>The value of a header.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The value; null when there is no such header.</returns>
    public string? Header(string name)
        => Head.Split("\r\n")
            .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(l => l[(name.Length + 1)..].Trim())
            .FirstOrDefault();
}
