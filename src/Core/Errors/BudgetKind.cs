using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Core.Errors;

/// <summary>Which limit a request ran into.</summary>
public enum BudgetKind
{
    /// <summary><see cref="RequestBudgets.Connect"/>.</summary>
    Connect,

    /// <summary><see cref="RequestBudgets.ResponseHeaders"/>.</summary>
    ResponseHeaders,

    /// <summary><see cref="RequestBudgets.IdleBetweenBytes"/>.</summary>
    IdleBetweenBytes,

    /// <summary><see cref="RequestBudgets.Total"/>.</summary>
    Total,

    /// <summary><see cref="System.Net.Http.HttpClient.Timeout"/> of the caller's own <see cref="System.Net.Http.HttpClient"/>.</summary>
    HttpClientTimeout,
}
