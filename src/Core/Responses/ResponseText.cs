using System.Text;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;

namespace OpenCode.Core.Responses;

/// <summary>Decodes text responses with the character set that they name.</summary>
internal static class ResponseText
{
    public static string Decode(Operation operation, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        string? contentType = ContentTypes.Of(response);
        ReadOnlySpan<char> name = ContentTypes.CharacterSet(contentType);
        if (name.IsEmpty || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetString(body);
        try
        {
            return Encoding.GetEncoding(name.ToString()).GetString(body);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ApiContractException(
                operation.Id, ContractViolation.BadEncoding, $"{operation.Id}: the response is text in \"{name}\", a character set that .NET does not know or does not read.", e)
            {
                Status = response.StatusCode,
                ContentType = contentType,
            };
        }
    }
}
