namespace OpenCode.Core;

/// <summary>Makes the HTTP message of a request: address, credentials, headers.</summary>
internal static class RequestMessages
{
    private static readonly string UserAgent = $"OpenCode.Client/{typeof(RequestMessages).Assembly.GetName().Version?.ToString(3)}";

    /// <exception cref="ArgumentException">The URL does not begin with a slash, so that it could name another host.</exception>
    public static ClientMessage Create(RequestRun request)
    {
        RequestSender sender = request.Sender;
        Operation operation = request.Operation;
        RequestConfiguration? configuration = request.Configuration;
        string url = request.Url;
        ClientSettings settings = sender.Settings;
        if (url.Length > 0 && url[0] is not ('/' or '?'))
            throw new ArgumentException($"The path of {operation.Id} must begin with a slash.", nameof(request));
        configuration?.Budgets?.Validate(nameof(configuration));
        configuration?.Retry?.Validate(nameof(configuration));
        if (configuration?.SetExtraQuery is { } query)
            url = query.AppendTo(url);

        // Put together as text: the credentials go to the configured origin, whatever the path looks like.
        var message = new ClientMessage(operation.Method, new Uri(string.Concat(settings.Address, url), UriKind.Absolute)) { Content = request.Content, Sent = request.Sent };
        if (settings.Authorization is not null)
            message.Headers.TryAddWithoutValidation("Authorization", settings.Authorization);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
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

        configuration?.SetHeaders?.ApplyTo(message);

        // The options of a message are a dictionary, which only pays off when somebody can read it.
        if (sender.Transport.IsCallersOwn)
            message.Options.Set(OpenCodeRequestOptions.Operation, operation);
        return message;
    }
}
