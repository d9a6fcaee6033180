using OpenCode.Core.Errors;

namespace OpenCode.Attack;

/// <summary>How a call ended, in two words that a table can compare.</summary>
internal static class OutcomeText
{
    /// <param name="exception">What the client threw.</param>
    /// <param name="own">The token that the caller gave the client.</param>
    public static string Of(Exception exception, CancellationToken own) => exception switch
    {
        ApiStatusException e => $"Api {(int)e.Status}",
        ApiConnectionException e => $"Connection {e.Kind}",
        ApiTimeoutException e => $"Timeout {e.Budget}",
        ApiContractException e => $"Contract {e.Violation}",
        ApiException e => e.GetType().Name,
        OperationCanceledException e when own.IsCancellationRequested && e.CancellationToken == own => "Cancelled",
        ObjectDisposedException => "Disposed",
        _ => $"UNTYPED {exception.GetType()}",
    };
}
