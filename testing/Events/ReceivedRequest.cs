using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpenCode.Testing.Events;

/// <summary>A request that reached an <see cref="EventServer"/> with its whole body.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, as sent.</param>
/// <param name="Query">The query with its question mark, as sent; empty when there is none.</param>
/// <param name="Headers">The headers. Names are compared without case; repeated ones are joined by commas.</param>
/// <param name="Body">The body.</param>
public sealed record ReceivedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    internal static async Task<ReceivedRequest> ReadAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int query = target.IndexOf('?', StringComparison.Ordinal);
        return new ReceivedRequest(
            context.Request.Method,
            query < 0 ? target : target[..query],
            query < 0 ? "" : target[query..],
            context.Request.Headers.ToDictionary(static h => h.Key, static h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body);
    }
}
