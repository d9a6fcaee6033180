using OpenCode.Core.EventSources;
using OpenCode.Core.Requests;

namespace OpenCode.Core.Sending;

/// <summary>An event stream whose connections a pipeline opens.</summary>
/// <typeparam name="T">One event.</typeparam>
internal sealed class PipelineEventStreamSource<T>(RequestPipeline pipeline, EventStreamContext<T> context, HttpContent? content)
    : EventStreamSource<T>(context)
{
    /// <inheritdoc/>
    public override bool CanSignal => content is null;

    /// <inheritdoc/>
    public override Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => pipeline.DelayAsync(delay, cancellationToken);

    /// <inheritdoc/>
    public override Task<Stream> OpenAsync(string pathAndQuery, EventStreamLimits limits, SentSignal? sent, CancellationToken cancellationToken)
        => pipeline.OpenStreamAsync(Context, pathAndQuery, limits, sent, content, cancellationToken);
}
