using OpenCode.Core.Errors;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl;

/// <summary>The exit codes for what can go wrong in a command.</summary>
internal static class Failures
{
    /// <summary>The exit code for an exception; null for a defect.</summary>
    public static int? CodeOf(Exception exception) => exception switch
    {
        UsageException => ExitCodes.Usage,
        StoreException or IOException or UnauthorizedAccessException => ExitCodes.Files,
        NotFoundException or ApiNotFoundException => ExitCodes.NotFound,
        TimeoutException => ExitCodes.TimedOut,
        ServerException or ApiException => ExitCodes.Unreachable,
        _ => null,
    };
}
