using System.Net;
using OpenCode;
using OpenCode.Core.Operations;
using OpenCode.Core.Transport;

namespace TelemetrySample;

/// <summary>Answers the first request of an operation in the server's place: it is overloaded.</summary>
internal sealed class OverloadedOnce(string operationId) : DelegatingHandler
{
    private int _answered;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isIt = request.Options.TryGetValue(RequestMessageOptions.Operation, out Operation? operation) && operation.Id == operationId;
        if (!isIt || Interlocked.Exchange(ref _answered, 1) != 0) return base.SendAsync(request, cancellationToken);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request });
    }
}
