using System.Diagnostics.CodeAnalysis;

namespace OpenCode.Core;

/// <summary>Makes the result of a request out of its answer.</summary>
/// <typeparam name="T">The result.</typeparam>
internal abstract class AnswerReader<T>
{
    /// <summary>Whether the result needs the exchange for longer than the request lasts, and disposes it itself.</summary>
    public virtual bool KeepsExchange => false;

    /// <summary>Reads the answer, whose headers are there and whose status is a success.</summary>
    public abstract ValueTask<T> ReadAsync(Exchange exchange);

    /// <summary>The answer of an attempt has an error status; its body was read.</summary>
    public virtual void Refused(Exchange exchange, OpenCodeApiException error)
    {
    }

    /// <summary>Makes a result of a failure, once there is no further attempt.</summary>
    public virtual bool TryRecover(Exception exception, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        return false;
    }
}
