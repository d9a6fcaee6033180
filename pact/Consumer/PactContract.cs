using System.Runtime.InteropServices;
using OpenCode.Pact.Native;

namespace OpenCode.Pact.Consumer;

/// <summary>A pact in the making, between one consumer and one provider. Specification V4.</summary>
public sealed class PactContract : IDisposable
{
    private const int SpecificationV4 = 5;

    private readonly string _consumer;
    private readonly string _provider;
    private readonly HashSet<string> _descriptions = [];
    private PactReference _pact;
    private bool _hasServer;

    /// <summary>Starts an empty pact.</summary>
    /// <param name="consumer">Who asks.</param>
    /// <param name="provider">Who answers.</param>
    public PactContract(string consumer, string provider)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(consumer);
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        (_consumer, _provider) = (consumer, provider);
        _pact = PactCore.NewPact(consumer, provider);
        if (_pact.IsNone || !PactCore.WithSpecification(_pact, SpecificationV4))
            throw new PactCoreException($"The Pact core made no pact for '{consumer}' and '{provider}'.");
    }

    /// <summary>The version of the native core.</summary>
    public static string CoreVersion => Marshal.PtrToStringUTF8(PactCore.Version()) ?? "";

    /// <summary>Adds a request and its answer.</summary>
    /// <param name="description">What it shows; unique in the pact.</param>
    /// <exception cref="ArgumentException">The pact has an interaction of that description.</exception>
    public HttpInteraction AddRequest(string description) => new(this, PactCore.NewInteraction(Open(description), description), description);

    /// <summary>Adds a message that the provider sends.</summary>
    /// <param name="description">What it shows; unique in the pact.</param>
    /// <exception cref="ArgumentException">The pact has an interaction of that description.</exception>
    public MessageInteraction AddMessage(string description) => new(this, PactCore.NewMessage(Open(description), description), description);

    /// <summary>Starts a server that answers as the pact says. Nothing can be added from then on.</summary>
    /// <exception cref="PactCoreException">No server could be started.</exception>
    public MockServer StartServer()
    {
        int port = PactCore.CreateMockServer(Live(), "127.0.0.1", 0, "http", null);
        if (port <= 0) throw new PactCoreException($"The Pact core started no mock server for '{_consumer}' and '{_provider}' (code {port}).");
        _hasServer = true;
        return new MockServer(port);
    }

    /// <summary>Writes the pact as <c>CONSUMER-PROVIDER.json</c>, in place of one that is there.</summary>
    /// <param name="folder">The folder; it is made when there is none.</param>
    /// <returns>The path of the file.</returns>
    public string Write(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        PactReference pact = Live();
        Directory.CreateDirectory(folder);
        int code = PactCore.WriteFile(pact, folder, overwrite: true);
        return code == 0
            ? Path.Combine(folder, $"{_consumer}-{_provider}.json")
            : throw new PactCoreException($"The Pact core could not write the pact of '{_consumer}' and '{_provider}' into '{folder}' (code {code}).");
    }

    /// <summary>Frees what the core holds.</summary>
    public void Dispose()
    {
        if (!_pact.IsNone) _ = PactCore.FreePact(_pact);
        _pact = default;
    }

    /// <summary>Nothing may be asked of an interaction whose pact is gone: the core could take its number for another one's.</summary>
    internal InteractionReference Live(InteractionReference interaction)
    {
        _ = Live();
        return interaction;
    }

    /// <summary>What to say when the core does not take a part of an interaction.</summary>
    internal PactCoreException Refusal(string what) => new(_hasServer
        ? $"The Pact core did not let {what}: the server of '{_consumer}' and '{_provider}' has started; describe everything before StartServer."
        : $"The Pact core did not let {what}.");

    private PactReference Live()
    {
        ObjectDisposedException.ThrowIf(_pact.IsNone, this);
        return _pact;
    }

    private PactReference Open(string description)
    {
        PactReference pact = Live();
        if (_hasServer)
        {
            throw new InvalidOperationException(
                $"The server of '{_consumer}' and '{_provider}' has started, and would not know the interaction; add every one before StartServer.");
        }

        // The core would keep the later one, and say nothing.
        return _descriptions.Add(description)
            ? pact
            : throw new ArgumentException(
                $"The pact of '{_consumer}' and '{_provider}' has an interaction '{description}' already; describe this one in other words.",
                    nameof(description));
    }
}
