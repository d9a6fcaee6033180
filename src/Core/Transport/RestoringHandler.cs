
namespace OpenCode.Core.Transport;

/// <summary>Gives a message back as it was before it was written, so that a handler of a user's can send it again.</summary>
internal sealed class RestoringHandler : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ClientMessage.Restore(request);
        }
    }
}
