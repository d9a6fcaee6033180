using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenCode.Models;
using OpenCode.Server.Http;

namespace OpenCode.Server.Access;

/// <summary>Lets requests in: by the name they call the server, the page they come from, and the password they bring.</summary>
/// <param name="options">Who may use the server.</param>
internal sealed class AccessGuard(OpenCodeEndpointOptions options)
{
    private const string Scheme = "Basic ";

    private readonly byte[]? _expected = options.Password is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes($"{options.UserName}:{options.Password}"));
    private readonly HashSet<string> _origins = new(options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a request in, and bounds its body.</summary>
    /// <exception cref="OperationException">It is refused.</exception>
    public void Admit(HttpContext context)
    {
        CheckCaller(context);
        CheckHost(context);
        CheckOrigin(context);
        CheckPassword(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.MaxRequestBytes;
    }

    /// <summary>Answers a page that asks whether it may send a request.</summary>
    /// <returns>Whether it was such a question.</returns>
    public bool TryAnswerPreflight(HttpContext context)
    {
        if (!HttpMethods.IsOptions(context.Request.Method) || !context.Request.Headers.ContainsKey("Access-Control-Request-Method")) return false;
        CheckHost(context);
        CheckOrigin(context);
        IHeaderDictionary headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE";
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    // The name that a request calls the server by is the caller's to choose; where it comes from is not.
    private void CheckCaller(HttpContext context)
    {
        if (_expected is not null || options.AllowedHosts.Count > 0 || context.Connection.RemoteIpAddress is not { } caller) return;
        if (!IPAddress.IsLoopback(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller))
            throw new OperationException(403, "Without a password this server is for this machine only. Set OpenCodeEndpointOptions.Password.");
    }

    // A name of somebody else that leads to this machine lets foreign pages in: DNS rebinding. A server without a password goes by its own names only.
    private void CheckHost(HttpContext context)
    {
        string host = context.Request.Host.Host;
        if (_expected is not null || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase) || IsThisMachine(host)) return;
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && address.Equals(context.Connection.LocalIpAddress)) return;
        throw new OperationException(403, $"This server is not called '{host}'. Set a password, or add the name to OpenCodeEndpointOptions.AllowedHosts.");
    }

    private void CheckOrigin(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        if (string.IsNullOrEmpty(origin)) return;
        bool isLocal = Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Scheme is "http" or "https" && IsThisMachine(page.Host);
        if (!isLocal && !_origins.Contains(origin))
            throw new OperationException(403, $"Pages of '{origin}' may not use this server. Add the origin to OpenCodeEndpointOptions.AllowedOrigins.");
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.Vary = "Origin";
    }

    private void CheckPassword(HttpContext context)
    {
        if (_expected is null) return;
        string? header = context.Request.Headers.Authorization;
        byte[]? given = header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Decode(header[Scheme.Length..].Trim()) : null;
        if (given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), _expected)) return;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Secure Area\"";
        bool isV2 = context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        throw new OperationException(401, isV2 ? new UnauthorizedError { Message = "Authentication required" } : null);
    }

    private static byte[]? Decode(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? bytes[..length] : null;
    }

    private static bool IsThisMachine(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
