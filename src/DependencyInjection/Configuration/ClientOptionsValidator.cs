using Microsoft.Extensions.Options;

namespace OpenCode.DependencyInjection.Configuration;

/// <summary>Refuses, when the host starts, what the client itself would refuse when it is made.</summary>
internal sealed class ClientOptionsValidator(string clientName, EnvironmentVariables environment) : IValidateOptions<OpenCodeClientOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OpenCodeClientOptions options)
    {
        if (name is not null && name != clientName) return ValidateOptionsResult.Skip;
        try
        {
            options.WithEnvironment(environment.Read);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            string client = clientName.Length == 0 ? "The OpenCode client" : $"The OpenCode client \"{clientName}\"";
            return ValidateOptionsResult.Fail($"{client}: {WithoutParameter(e)}");
        }
    }

    // Users of a container have called nothing with that parameter.
    private static string WithoutParameter(ArgumentException exception)
    {
        string suffix = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
    }
}
