using System.Text;
using OpenCode.Verification;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Tests.Traffic;

/// <summary>Hand-made exchanges.</summary>
internal static class Exchanges
{
    public const string Command = """{"name":"a","template":"b","hints":["c"]}""";
    public const string SessionIdle = """{"id":"evt_1","type":"session.idle","properties":{"sessionID":"ses_1"}}""";

    /// <param name="request">Method and path.</param>
    /// <param name="status">The status.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="body">The body.</param>
    public static RecordedExchange Of(string request, int status, string? contentType, string body)
        => Of(request, status, contentType, Encoding.UTF8.GetBytes(body));

    public static RecordedExchange Of(string request, int status, string? contentType, byte[] body) => new()
    {
        Method = request.Split(' ')[0],
        Target = request.Split(' ')[1],
        Status = status,
        ContentType = contentType,
        Body = body,
    };

    public static RecordedExchange Json(string request, string body, int status = 200) => Of(request, status, "application/json", body);
}
