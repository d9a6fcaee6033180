namespace OpenCode.Streaming;

/// <summary>How a connection was lost, or could not be made.</summary>
/// <param name="Failure">Why; null for an orderly end.</param>
/// <param name="Life">How long the stream was live; null when it was not.</param>
/// <param name="Responded">How long ago the server responded; null when it did not.</param>
/// <param name="HadEvents">Whether the connection brought anything.</param>
/// <param name="IsSent">Whether the server may have seen the request.</param>
/// <param name="LastSign">When the last byte came.</param>
internal readonly record struct StreamLoss(
    Exception? Failure, TimeSpan? Life, TimeSpan? Responded, bool HadEvents, bool IsSent, DateTimeOffset LastSign);
