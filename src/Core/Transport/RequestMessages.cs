using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Requests;

namespace OpenCode.Core.Transport;

/// <summary>Makes the HTTP message of a request: address, credentials, headers.</summary>
internal static class RequestMessages
{
    /// <param name="plan">The request.</param>
    /// <param name="hasCallersHandlers">Whether handlers of the caller see the message.</param>
    /// <exception cref="ArgumentException">The URL does not begin with a slash, so that it could name another host.</exception>
    public static ClientMessage Create(RequestPlan plan, bool hasCallersHandlers)
    {
        Operation operation = plan.Operation;
        RequestConfiguration? configuration = plan.Configuration;
        string url = plan.Url;
        ClientSettings settings = plan.Settings;
        if (url.Length > 0 && url[0] is not ('/' or '?')) throw new ArgumentException($"The path of {operation.Id} must begin with a slash.", nameof(plan));
        configuration?.Budgets?.Validate(nameof(configuration));
        configuration?.Retry?.Validate(nameof(configuration));
        if (configuration?.SetExtraQuery is { } query) url = query.AppendTo(url);

        // Put together as a string: the credentials go to the configured origin, whatever the path looks like.
        var message =
            new ClientMessage(operation.Method, new Uri(string.Concat(settings.Address, url), UriKind.Absolute)) { Content = plan.Content, Sent = plan.Sent };
        if (settings.Authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", settings.Authorization);
        message.Headers.TryAddWithoutValidation("User-Agent", settings.UserAgent);
        switch (operation.Kind)
        {
            case OperationKind.Json:
                message.Headers.TryAddWithoutValidation("Accept", "application/json");
                break;
            case OperationKind.EventStream:
                message.Headers.TryAddWithoutValidation("Accept", "text/event-stream");

                // Compressed events would sit in the compressor's buffer.
                message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
                break;
            default:
                break;
        }

        plan.Handshake?.ApplyTo(message);
        configuration?.SetHeaders?.ApplyTo(message);

        // The options of a message are a dictionary, which only pays off when somebody can read it.
        if (hasCallersHandlers) message.Options.Set(RequestMessageOptions.Operation, operation);
        return message;
    }
}
