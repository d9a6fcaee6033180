using OpenCode.Core.Responses;

namespace OpenCode.Core.Requests;

/// <summary>How long one connection of an event stream may take. Null means no limit.</summary>
/// <param name="ResponseHeaders">From the request to the headers of its response.</param>
/// <param name="Silence">Between two pieces of the stream.</param>
/// <param name="Total">From the request to the end of the stream.</param>
internal sealed record EventStreamLimits(TimeSpan? ResponseHeaders, TimeSpan? Silence, TimeSpan? Total);
