using System.CommandLine;
using OpenCode.Verification;
using OpenCode.Verification.Broker;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen publish</c>: publishes pacts and results to a Pact Broker.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var broker = new Option<Uri>("--broker")
        {
            Description = $"The address of the Pact Broker. Credentials come from {BrokerCredential.TokenVariable}, or {BrokerCredential.UserNameVariable} and {BrokerCredential.PasswordVariable}.",
            Required = true,
            CustomParser = static result =>
            {
                // Not repeated in the error: it may hold a password.
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)
                    return uri;
                result.AddError("--broker takes an http or https URL without user name and password.");
                return null;
            },
        };
        var pacts = new Option<DirectoryInfo>("--pacts") { Description = "The folder with the pacts.", Required = true };
        var version = new Option<string>("--consumer-version") { Description = "The version of the consumer, for example a commit.", Required = true };
        var branch = new Option<string?>("--branch") { Description = "The branch of that version." };
        var tags = new Option<string[]>("--tag") { Description = "A tag of that version; may be given several times." };
        foreach (Option option in new Option[] { version, branch, tags })
        {
            option.Validators.Add(static result =>
            {
                if (result.Tokens.Any(static t => string.IsNullOrWhiteSpace(t.Value)))
                    result.AddError($"{result.Option.Name} is empty; a broker takes it as a part of an address.");
            });
        }

        var results = new Option<FileInfo?>("--results") { Description = "A report of verifications, as JSON; its results are published too." };
        var command =
            new Command("publish", "Publishes pacts, and results of verifications, to a Pact Broker.") { broker, pacts, version, branch, tags, results };
        command.SetAction((result, cancellationToken) => new PublishRun
        {
            Broker = result.GetRequiredValue(broker),
            Pacts = result.GetRequiredValue(pacts),
            Version = new ConsumerVersion { Number = result.GetRequiredValue(version), Branch = result.GetValue(branch), Tags = result.GetValue(tags) ?? [] },
            Results = result.GetValue(results),
        }.RunAsync(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }
}
