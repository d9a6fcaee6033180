using Microsoft.Extensions.Options;

namespace OpenCode.Hosting.Services;

/// <summary>Refuses, when the host starts, what the server itself would refuse when it is started.</summary>
internal sealed class ServerHostOptionsValidator(string serverName) : IValidateOptions<OpenCodeServerHostOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OpenCodeServerHostOptions options)
    {
        if (name is not null && name != serverName) return ValidateOptionsResult.Skip;
        try
        {
            options.Server.Validate();
            options.Restart.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ArgumentException or OpenCodeServerException)
        {
            string server = serverName.Length == 0 ? "The OpenCode server" : $"The OpenCode server \"{serverName}\"";
            return ValidateOptionsResult.Fail($"{server}: {exception.Message}");
        }
    }
}
