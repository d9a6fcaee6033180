using System.Diagnostics.CodeAnalysis;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;

namespace OpenCode.Core.Responses;

/// <summary>Makes the result of a request out of its response.</summary>
/// <typeparam name="T">The result.</typeparam>
internal abstract class ResponseReader<T>
{
    /// <summary>Whether the result reads the body itself, as it arrives. Otherwise the whole body is there.</summary>
    public virtual bool IsStreamed => false;

    /// <summary>Reads a response whose status is a success.</summary>
    /// <param name="response">The response.</param>
    /// <param name="drifts">Where it differs from the document.</param>
    /// <exception cref="ApiContractException">It is not what its operation documents.</exception>
    public abstract T Read(ReceivedResponse response, out IReadOnlyList<JsonDrift> drifts);

    /// <summary>The response of an attempt has an error status.</summary>
    public virtual void Refused(ReceivedResponse response, ApiStatusException error)
    {
    }

    /// <summary>Makes a result of the news that what was to be deleted is not there, after an earlier attempt may have deleted it.</summary>
    /// <param name="result">What a success would have been.</param>
    /// <returns>Whether a success has nothing to tell that is not known.</returns>
    public virtual bool TryAcceptGone([MaybeNullWhen(false)] out T result)
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
