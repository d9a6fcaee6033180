namespace OpenCode.Core;

/// <summary>One open event stream.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class EventStream<T>(
    ResponseStream body, HttpResponseMessage response, DocumentDecoder documents, Operation<T> operation, bool? strict) : IDisposable
{
    /// <summary>The bytes as they come; reads throw the client's own exceptions.</summary>
    public Stream Body => body;

    /// <summary>Decodes the data of one event.</summary>
    /// <param name="data">The whole data, without the framing.</param>
    /// <exception cref="OpenCodeContractException">The data is not JSON, or differs from the spec and decoding is strict.</exception>
    public T Decode(ReadOnlySpan<byte> data) => documents.Decode(data, operation.ResultDecoder!, operation, strict, response);

    public void Dispose() => body.Dispose();
}
