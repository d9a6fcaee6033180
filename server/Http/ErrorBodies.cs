using OpenCode.Core.Json;
using OpenCode.Models;

namespace OpenCode.Server.Http;

/// <summary>The bodies of errors that any operation can have. The two APIs write them differently.</summary>
internal static class ErrorBodies
{
    /// <summary>The body of a refusal.</summary>
    public static IJsonModel Of(OperationException error, bool isV2) => error.Body switch
    {
        RefusedRequest refused when isV2 => new InvalidRequestError { Message = refused.Message, Kind = $"{refused.Part}" },
        RefusedRequest refused => new BadRequestError { Data = new() { Message = refused.Message, Kind = $"{refused.Part}" } },
        { } body => body,
        null => OfStatus(error.Status, error.Message, isV2),
    };

    private static IJsonModel OfStatus(int status, string message, bool isV2) => (status, isV2) switch
    {
        (400, true) => new InvalidRequestError { Message = message },
        (400, false) => new BadRequestError { Data = new() { Message = message } },
        (401, true) => new UnauthorizedError { Message = message },
        (404, false) => new NotFoundError { Data = new() { Message = message } },
        (503, true) => new ServiceUnavailableError { Message = message },
        (_, true) => new V2UnknownError { Message = message },
        _ => new UnknownError { Data = new() { Message = message } },
    };
}
