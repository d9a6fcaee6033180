using OpenCode.Core.Operations;

namespace OpenCode.WireMock.Stubs;

/// <summary>Responses that are prepared, each for one request; the last one stays for all that follow.</summary>
/// <typeparam name="T">The result of the operation.</typeparam>
public sealed class StubSequence<T>
{
    internal StubSequence(StubBook book, Operation<T> operation, Stub stub) => Then = new Following(book, operation, stub, this);

    /// <summary>Prepares the response to the next request.</summary>
    public StubResponses<T> Then { get; }

    private sealed class Following(StubBook book, Operation<T> operation, Stub stub, StubSequence<T> sequence) : StubResponses<T>(operation)
    {
        private protected override StubSequence<T> Add(PreparedResponse response)
        {
            book.Append(stub, response);
            return sequence;
        }
    }
}
