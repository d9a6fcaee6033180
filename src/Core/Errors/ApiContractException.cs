using System.Net;

namespace OpenCode.Core.Errors;

/// <summary>The server responded with a success that is not what the operation documents.</summary>
public sealed class ApiContractException : ApiException
{
    private readonly string? _snippet;

    internal ApiContractException(string operationId, ContractViolation violation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        OperationId = operationId;
        Violation = violation;
    }

    /// <summary>How the response breaks the contract.</summary>
    public ContractViolation Violation { get; }

    /// <summary>The HTTP status of the response; 0 when its body could not be decompressed.</summary>
    public HttpStatusCode Status { get; init; }

    /// <summary>The content type with its parameters; null when there is none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The JSON pointer of the first difference; null when the violation is not <see cref="ContractViolation.Drift"/>.</summary>
    public string? Pointer { get; init; }

    /// <summary>Where the JSON stops being JSON, in bytes from the start of the body; null for other violations.</summary>
    public long? ByteOffset { get; init; }

    /// <summary>The text around the offending place, without the credential of the request; null when there is no body.</summary>
    public string? Snippet
    {
        get => _snippet is null ? null : base.Masked(_snippet);
        init => _snippet = value;
    }

    private protected override bool QuotesServer => true;

    // A snippet may begin and end in the middle of a secret, which only shows while it stands alone.
    private protected override string Masked(string text)
        => base.Masked(string.IsNullOrEmpty(_snippet) ? text : text.Replace(_snippet, base.Masked(_snippet), StringComparison.Ordinal));
}
