using OpenCode.Core.Operations;

namespace OpenCode.Verification.Har;

/// <summary>Finds the content type of an answer.</summary>
internal static class HarContentType
{
    /// <summary>What browsers write where an answer had none, and <see cref="HarWriter"/> with them.</summary>
    public const string None = "x-unknown";

    /// <summary>
    /// The type; null when the answer had none. A recording that has neither a type nor headers does not say that there was none: then it is the documented
    /// one, so that the body can be compared.
    /// </summary>
    public static (string? Type, bool IsRecorded) Of(HarResponse response, Operation operation)
    {
        string? type = response.Content?.MimeType?.Trim();
        if (type is { Length: > 0 } and not None) return (type, true);
        if (response.Headers?.ContentType is { Length: > 0 } header) return (header, true);
        return type == None || response.Headers is not null ? (null, true) : (operation.FindResponse(response.Status)?.ContentType, false);
    }
}
