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

    /// <summary>Makes a result of the news that what was to be deleted is not there, after an earlier attempt may have deleted it.</summary>
    /// <param name="exchange">The attempt that was told so.</param>
    /// <param name="result">What a success would have been.</param>
    /// <returns>Whether a success has nothing to tell that is not known.</returns>
    public virtual bool TryAcceptGone(Exchange exchange, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        return false;
    }

    /// <summary>Makes a result of a failure, once there is no further attempt.</summary>
    public virtual bool TryRecover(Exception exception, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        return false;
    }
}
