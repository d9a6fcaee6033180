using OpenCode.Core.Responses;

namespace OpenCode.Core.Errors;

/// <summary>A request took longer than one of its limits. The server may still be working on it.</summary>
public sealed class ApiTimeoutException : ApiException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="budget">The limit that ran out.</param>
    /// <param name="limit">Its length.</param>
    /// <param name="innerException">The cancellation that the limit caused.</param>
    public ApiTimeoutException(string operationId, BudgetKind budget, TimeSpan limit, Exception? innerException = null)
        : this(operationId, budget, limit, isStreamLimit: false, innerException)
    {
    }

    /// <param name="operationId">The operation.</param>
    /// <param name="budget">The limit that ran out.</param>
    /// <param name="limit">Its length.</param>
    /// <param name="isStreamLimit">Whether the limit is one of the event stream's options, and no budget.</param>
    /// <param name="innerException">The cancellation that the limit caused.</param>
    internal ApiTimeoutException(string operationId, BudgetKind budget, TimeSpan limit, bool isStreamLimit, Exception? innerException)
        : base(Describe(operationId, budget, limit, isStreamLimit), innerException)
    {
        OperationId = operationId;
        Budget = budget;
        Limit = limit;
    }

    /// <summary>The limit that ran out.</summary>
    public BudgetKind Budget { get; }

    /// <summary>The length of that limit; <see cref="Timeout.InfiniteTimeSpan"/> when the caller's own handler keeps it to itself.</summary>
    public TimeSpan Limit { get; }

    private static string Describe(string operationId, BudgetKind budget, TimeSpan limit, bool isStreamLimit)
    {
        string seconds = limit == Timeout.InfiniteTimeSpan
            ? "the handler's limit"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.###} s");
        const string StreamAdvice = "Raise SilenceLimit of the stream's options (Streams), or RefreshAfter for a stream that resumes by number,";
        return budget switch
        {
            BudgetKind.Connect
                => $"{operationId}: no connection within {seconds}. Check the server's address, or raise Budgets.Connect.",
            BudgetKind.ResponseHeaders when isStreamLimit
                => $"{operationId}: no response within {seconds}. {StreamAdvice} if the server needs longer.",
            BudgetKind.ResponseHeaders
                => $"{operationId}: no response within {seconds}. Raise Budgets.ResponseHeaders if the operation needs longer.",
            BudgetKind.IdleBetweenBytes when isStreamLimit
                => $"{operationId}: the stream was silent, no byte within {seconds}. {StreamAdvice} if the server pauses longer.",
            BudgetKind.IdleBetweenBytes
                => $"{operationId}: the response stalled, no byte within {seconds}. Raise Budgets.IdleBetweenBytes if the server pauses longer.",
            BudgetKind.Total
                => $"{operationId}: not complete within {seconds}. Raise Budgets.Total if the operation needs longer.",
            _ => $"{operationId}: stopped by the Timeout of your HttpClient after {seconds}. Set it to Timeout.InfiniteTimeSpan and use Budgets instead.",
        };
    }
}
