using OpenCode.Verification.Results;

namespace OpenCode.Verification.Broker;

/// <summary>Publishes pacts and results of verifications to a Pact Broker. Every address but the first is taken from the broker's links.</summary>
public sealed class PactBroker : IDisposable
{
    private static readonly Verifier _verifier = new("OpenCodeGen", typeof(PactBroker).Assembly.GetName().Version?.ToString(3) ?? "0");

    private readonly PactBrokerOptions _options;
    private readonly HttpClient _http;
    private readonly BrokerRequests _requests;

    /// <summary>Creates a client.</summary>
    /// <param name="options">Where the broker is.</param>
    /// <exception cref="ArgumentException">The address is no http or https address, or holds a user name.</exception>
    public PactBroker(PactBrokerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.BaseUri.IsAbsoluteUri || options.BaseUri.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{options.BaseUri}' is no http or https URL.", nameof(options));
        if (options.BaseUri.UserInfo.Length > 0)
            throw new ArgumentException("The URL of the broker holds a user name; give it as a credential.", nameof(options));
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = System.Net.DecompressionMethods.All })
        {
            Timeout = Timeout.InfiniteTimeSpan, // Every request has its own limit.
        };
        _requests = new BrokerRequests(options, _http);
    }

    /// <summary>Publishes pacts.</summary>
    /// <param name="version">The version of the consumer that they belong to.</param>
    /// <param name="pacts">The pacts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PactBrokerException">The broker refused, or is none.</exception>
    public async Task PublishAsync(ConsumerVersion version, IReadOnlyList<PactDocument> pacts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(pacts);
        HalDocument index = await IndexAsync(cancellationToken);
        Uri publish = Link(index, "pb:publish-contracts", null, "It is too old, or the URL is not its own.");
        foreach (IGrouping<string, PactDocument> consumer in pacts.GroupBy(static p => p.Consumer, StringComparer.Ordinal))
        {
            var contracts = new ContractsToPublish
            {
                PacticipantName = consumer.Key,
                PacticipantVersionNumber = version.Number,
                Branch = version.Branch,
                Tags = version.Tags.Count == 0 ? null : version.Tags,
                BuildUrl = version.BuildUri?.AbsoluteUri,
                Contracts = [.. consumer.Select(static p => new ContractToPublish(p.Consumer, p.Provider, p.Content))],
            };
            await _requests.PostAsync(publish, contracts, BrokerJson.Default.ContractsToPublish, cancellationToken);
        }
    }

    /// <summary>Publishes the result of verifying a pact that the broker has.</summary>
    /// <param name="version">The version of the consumer that the pact was published for.</param>
    /// <param name="pact">The pact.</param>
    /// <param name="result">What the verification of a release found out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">The verification could not run, so there is no result.</exception>
    /// <exception cref="PactBrokerException">The broker refused, or does not have the pact.</exception>
    public async Task PublishResultAsync(ConsumerVersion version, PactDocument pact, VersionResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(pact);
        ArgumentNullException.ThrowIfNull(result);
        if (result.CouldNotRun is not null)
            throw new ArgumentException($"Release {result.Version} could not be verified, so there is no result: {result.CouldNotRun}", nameof(result));
        HalDocument index = await IndexAsync(cancellationToken);
        var place = new Dictionary<string, string>
        {
            ["provider"] = pact.Provider,
            ["consumer"] = pact.Consumer,
            ["consumerApplicationVersion"] = version.Number,
        };
        HalDocument published = await _requests.GetAsync(Link(index, "pb:publish-pact", place, "The URL may not be the broker's own."), cancellationToken);
        Uri results = Link(published, "pb:publish-verification-results", null, "It is too old, or the credential may not publish results.");
        await _requests.PostAsync(
            results,
            new ResultToPublish(result.Holds, result.Version, version.BuildUri?.AbsoluteUri, _verifier),
            BrokerJson.Default.ResultToPublish,
            cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private Task<HalDocument> IndexAsync(CancellationToken cancellationToken) => _requests.GetAsync(_options.BaseUri, cancellationToken);

    private static Uri Link(HalDocument document, string relation, IReadOnlyDictionary<string, string>? values, string advice)
        => document.Links(relation, values) is [Uri link, ..]
            ? link
            : throw new PactBrokerException($"{document.Uri} answered without the link '{relation}' that a Pact Broker gives. {advice}", document.Uri);
}
