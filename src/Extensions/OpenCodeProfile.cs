using OpenCode.Core.Options;
using OpenCode.Events;

namespace OpenCode;

/// <summary>What the runtime has to know about clients of OpenCode.</summary>
internal static class OpenCodeProfile
{
    public static ClientProfile Instance { get; } = new()
    {
        ClientName = nameof(OpenCodeClient),
        ProductName = OpenCodeTelemetry.Name,
        Version = typeof(OpenCodeProfile).Assembly.GetName().Version?.ToString(3),
        TelemetryPrefix = "opencode",
        FindEventStream = OpenCodeEventStreams.Find,
        EmptyBodyHint = "Old releases do so when a request names something unknown, such as an agent or a model.",
        AddressHint = $"Without BaseUri the environment variable {OpenCodeClientOptions.BaseUrlVariable} tells the address; `opencode serve` starts a server.",
        CredentialHint = $"The server wants a password: set {nameof(OpenCodeClientOptions.Password)} or {OpenCodeClientOptions.PasswordVariable}.",
    };
}
