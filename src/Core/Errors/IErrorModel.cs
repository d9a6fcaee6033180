namespace OpenCode.Core.Errors;

/// <summary>
/// What every error that a server describes has in common, however it spells it: <c>{name, data: {message}}</c>, <c>{_tag, message}</c>,
/// <c>{title, detail}</c>. Generated errors and unions of errors implement it.
/// </summary>
public interface IErrorModel
{
    /// <summary>The error's own name, for example <c>NotFoundError</c>; null when it has none.</summary>
    string? ErrorName { get; }

    /// <summary>What went wrong, in the server's words; null when it does not say.</summary>
    string? ErrorMessage { get; }
}
