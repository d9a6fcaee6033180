using OpenCode.Server.Http;

namespace OpenCode.Server.Events;

/// <summary>The header by which a client that comes back says which event it had last.</summary>
internal static class LastEventId
{
    /// <returns>The id; null when the request has none.</returns>
    public static string? Of(OperationCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        string id = call.HttpContext.Request.Headers["Last-Event-ID"].ToString();
        return id.Length == 0 ? null : id;
    }
}
