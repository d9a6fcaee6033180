namespace OpenCode.Core;

/// <summary>Sends requests again that failed, where that is safe.</summary>
internal abstract class RequestRepeater
{
    /// <summary>Sends nothing again.</summary>
    public static RequestRepeater Once { get; } = new NoRepeater();

    /// <summary>Whether a request whose first attempt failed is worth going on with: the failure of one that is not passes untouched.</summary>
    public abstract bool MayRepeat(RequestRun request, OpenCodeException failure);

    /// <summary>Goes on with a request whose first attempt failed.</summary>
    /// <param name="request">The request; it makes the attempts.</param>
    /// <param name="reader">Makes the result of an answer.</param>
    /// <param name="failure">Why the first attempt failed.</param>
    /// <returns>The result of a later attempt.</returns>
    /// <exception cref="OpenCodeException">The last failure, when there is no further attempt.</exception>
    public abstract ValueTask<T> RepeatAsync<T>(RequestRun request, AnswerReader<T> reader, OpenCodeException failure);

    private sealed class NoRepeater : RequestRepeater
    {
        public override bool MayRepeat(RequestRun request, OpenCodeException failure) => false;

        public override ValueTask<T> RepeatAsync<T>(RequestRun request, AnswerReader<T> reader, OpenCodeException failure)
            => ValueTask.FromException<T>(failure);
    }
}
