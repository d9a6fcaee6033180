using System.Text.Json;
using OpenCode.Verification.Reports;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Broker;

/// <summary>Publishes the pacts of a folder, and results: what <c>opencodegen publish</c> does.</summary>
public sealed record PublishRun
{
    /// <summary>Everything was published.</summary>
    public const int Published = 0;

    /// <summary>A file or the environment cannot be used; nothing was published.</summary>
    public const int FilesFailed = 101;

    /// <summary>The broker could not be reached, or refused.</summary>
    public const int BrokerFailed = 102;

    /// <summary>Where the broker is.</summary>
    public required Uri Broker { get; init; }

    /// <summary>The folder with the pacts.</summary>
    public required DirectoryInfo Pacts { get; init; }

    /// <summary>The version they belong to.</summary>
    public required ConsumerVersion Version { get; init; }

    /// <summary>A report with results to publish; null for none.</summary>
    public FileInfo? Results { get; init; }

    /// <summary>Reads an environment variable; null for the process's own.</summary>
    public Func<string, string?>? ReadVariable { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="messages">Receives a line for each pact and each result.</param>
    /// <param name="errors">Receives one sentence when something is wrong.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(TextWriter messages, TextWriter errors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            IReadOnlyList<PactDocument> pacts = PactDocument.ReadFolder(Pacts.FullName);
            IReadOnlyList<VersionResult> results = Results is null ? [] : ReadResults(Results.FullName);
            using var broker = new PactBroker(new PactBrokerOptions { BaseUri = Broker, Credential = BrokerCredential.FromEnvironment(ReadVariable) });
            await broker.PublishAsync(Version, pacts, cancellationToken);
            foreach (PactDocument pact in pacts) await messages.WriteLineAsync($"published {pact.Name}: {pact.Consumer} {Version.Number} with {pact.Provider}");
            foreach (VersionResult result in results) await PublishAsync(broker, pacts, result, messages, cancellationToken);
            return Published;
        }
        catch (PactBrokerException e)
        {
            await errors.WriteLineAsync(e.Message);
            return BrokerFailed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await errors.WriteLineAsync(e.Message);
            return FilesFailed;
        }
    }

    private async Task PublishAsync(PactBroker broker, IReadOnlyList<PactDocument> pacts, VersionResult result, TextWriter messages,
        CancellationToken cancellationToken)
    {
        if (result.CouldNotRun is not null)
        {
            await messages.WriteLineAsync($"no result of {result.Version}: {result.CouldNotRun}");
            return;
        }

        foreach (PactDocument pact in pacts)
        {
            await broker.PublishResultAsync(Version, pact, result, cancellationToken);
            await messages.WriteLineAsync($"published the result of {pact.Provider} {result.Version} with {pact.Name}: {(result.Holds ? "held" : "drifted")}");
        }
    }

    private static IReadOnlyList<VersionResult> ReadResults(string path)
    {
        try
        {
            return JsonReport.Read(File.ReadAllText(path)).Versions;
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{path}' is no report of 'opencodegen verify --json': {e.Message}", e);
        }
    }
}
