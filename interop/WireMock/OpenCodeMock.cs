using Microsoft.AspNetCore.Builder;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Defaults;
using OpenCode.WireMock.Events;
using OpenCode.WireMock.Exports;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Refusing;
using OpenCode.WireMock.Routing;
using OpenCode.WireMock.Stubs;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;

namespace OpenCode.WireMock;

/// <summary>OpenCode's API in a WireMock server on a port of 127.0.0.1: it responds with what a test prepares, and tells what it has received.</summary>
public sealed class OpenCodeMock : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly RequestJournal _journal = new();
    private readonly OpenCodeMockOptions _options;
    private readonly StreamDirectory _streams;
    private readonly StubBook _stubs;

    private OpenCodeMock(OpenCodeMockOptions options)
    {
        _options = options;
        MockPipeline pipeline = new(_journal, options.TimeProvider, _stopped.Token);
        Server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [$"http://127.0.0.1:{options.Port}"],
            PreWireMockMiddlewareInit = application => ((IApplicationBuilder)application).Use(next => context => pipeline.InvokeAsync(context, next)),
            QueryParameterMultipleValueSupport = QueryParameterMultipleValueSupport.Ampersand,
            AllowBodyForAllHttpMethods = true,
        });
        Url = new Uri($"http://127.0.0.1:{Server.Port}");
        _streams = new StreamDirectory(options.UsesDefaults ? DefaultResponses.Greetings : new Dictionary<string, byte[]>());
        _stubs = new StubBook(Server, options.TimeProvider, _streams.Accept);
        if (options.Password is not null) Refusals.RefuseStrangers(Server, options.UserName, options.Password);
        Refusals.RefuseTheUnprepared(Server, _journal);
        foreach (OperationRoute route in OperationRoute.All)
        {
            if (DefaultOf(route.Operation) is { } response) _stubs.AddDefault(route, response);
        }
    }

    /// <summary>The mock's address.</summary>
    public Uri Url { get; }

    /// <summary>
    /// The WireMock server, for all that WireMock can do. A mapping without a priority comes before every stub; its log has the same requests as
    /// <see cref="Requests"/>.
    /// </summary>
    public WireMockServer Server { get; }

    /// <summary>All requests so far, in their order.</summary>
    public IReadOnlyList<MockRequest> Requests => _journal.Received;

    /// <summary>The requests so far that nothing was prepared for: of an operation that has neither a stub nor an example, or of no operation.</summary>
    public IReadOnlyList<MockRequest> UnexpectedRequests => _journal.Unexpected;

    /// <summary>Starts a mock.</summary>
    /// <param name="options">How it behaves; null for a free port, no password and an example for every operation that has one.</param>
    /// <returns>The mock, which takes requests.</returns>
    public static OpenCodeMock Start(OpenCodeMockOptions? options = null) => new(options ?? new OpenCodeMockOptions());

    /// <summary>
    /// The result that an operation responds with where nothing is prepared: to copy and change, for example
    /// <c>new Session(OpenCodeMock.Example(OperationCatalog.SessionGet)) { Title = "mine" }</c>.
    /// </summary>
    /// <typeparam name="T">The result of the operation.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">There is no example.</exception>
    public static T Example<T>(Operation<T> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.ResultDecoder is { } decoder && DefaultResponses.Responses.TryGetValue(operation.Id, out PreparedResponse? response)
            ? new JsonDecoding().DecodeDocument(response.Body, decoder)
            : throw new ArgumentException($"There is no example of what {operation} responds with.", nameof(operation));
    }

    /// <summary>Makes a client of the mock, with the mock's password.</summary>
    /// <param name="configure">Changes its options; null for none.</param>
    /// <returns>The client; the caller disposes it.</returns>
    public OpenCodeClient CreateClient(Action<OpenCodeClientOptions>? configure = null)
    {
        // An empty password keeps that of the environment away.
        OpenCodeClientOptions options = new() { BaseUri = Url, Password = _options.Password ?? "" };
        if (_options.Password is not null) options.UserName = _options.UserName;
        configure?.Invoke(options);
        return new OpenCodeClient(options);
    }

    /// <summary>Begins to prepare the response of an operation.</summary>
    /// <typeparam name="T">The result of the operation.</typeparam>
    /// <param name="operation">The operation, from the client's <see cref="OperationCatalog"/>.</param>
    /// <param name="pathValues">The values in the path that the response is for, in their order, for example a session's id; none for all.</param>
    /// <returns>The stub. Nothing changes before it has a response.</returns>
    public OperationStub<T> On<T>(Operation<T> operation, params ReadOnlySpan<string> pathValues)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new OperationStub<T>(_stubs, operation, new StubConditions { PathValues = Named(operation, pathValues) });
    }

    /// <summary>The connections to an event stream.</summary>
    /// <typeparam name="T">One event.</typeparam>
    /// <param name="operation">The operation, for example <see cref="OperationCatalog.EventSubscribe"/>.</param>
    /// <param name="pathValues">The values in the path, for example a session's id; none for the connections that nobody has asked for by theirs.</param>
    /// <returns>The connections, always the same.</returns>
    public MockEventStreams<T> Events<T>(Operation<T> operation, params ReadOnlySpan<string> pathValues)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Kind != OperationKind.EventStream)
            throw new ArgumentException($"{operation} is no event stream. Prepare its response with {nameof(On)}.", nameof(operation));
        return (MockEventStreams<T>)_streams.Of(operation, Named(operation, pathValues).Values);
    }

    /// <summary>The requests of an operation so far.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The requests, in their order.</returns>
    public IReadOnlyList<MockRequest> Received(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return [.. Requests.Where(r => r.Operation?.Id == operation.Id)];
    }

    /// <summary>Waits until a request of an operation has been received; those received already count.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Ends the waiting. There is no other limit.</param>
    /// <returns>The first such request. Its response may be under way.</returns>
    public Task<MockRequest> ReceivedAsync(Operation operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return _journal.WaitAsync(operation, cancellationToken);
    }

    /// <summary>Makes sure that an operation was called as often as it should.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="times">How often.</param>
    /// <param name="condition">Which of its requests count; null for all.</param>
    /// <exception cref="MockVerificationException">It was called more or less often; the message lists what was received instead.</exception>
    public void Verify(Operation operation, int times = 1, Func<MockRequest, bool>? condition = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        int found = Received(operation).Count(r => condition?.Invoke(r) ?? true);
        if (found != times) throw MockVerificationException.Of(operation, times, found, condition is not null, Requests);
    }

    /// <summary>Writes the examples and the stubs as files of mappings, for a WireMock that runs elsewhere.</summary>
    /// <param name="folder">The folder, which is made if need be; files of earlier exports are written over.</param>
    /// <param name="format">For which WireMock.</param>
    /// <returns>What was written, and what such files cannot hold.</returns>
    public MappingExport ExportMappings(string folder, MappingFormat format = MappingFormat.WireMockNet)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return MappingFiles.Write(folder, format, _stubs.All, _options.UsesDefaults);
    }

    /// <summary>Forgets all stubs and requests and ends all event streams, as if the mock had just been started. Mappings of your own stay.</summary>
    public void Reset()
    {
        _stubs.Clear();
        _streams.Reset();
        _journal.Clear();
        Server.ResetLogEntries();
    }

    /// <summary>Stops the mock; open connections are cut.</summary>
    public void Dispose()
    {
        if (_stopped.IsCancellationRequested) return;
        _stopped.Cancel();
        Server.Stop();
        Server.Dispose();
    }

    private static Dictionary<string, string> Named(Operation operation, ReadOnlySpan<string> values)
    {
        IReadOnlyList<string> names = OperationRoute.Of(operation).Names;
        if (values.Length > names.Count)
            throw new ArgumentException($"The path of {operation} has {names.Count} values, and {values.Length} are given.", nameof(values));
        Dictionary<string, string> named = new(StringComparer.Ordinal);
        for (int i = 0; i < values.Length; i++) named.Add(names[i], values[i]);
        return named;
    }

    private PreparedResponse? DefaultOf(Operation operation)
    {
        if (operation.Kind == OperationKind.EventStream) return new PreparedResponse { IsStream = true };
        return _options.UsesDefaults ? DefaultResponses.Responses.GetValueOrDefault(operation.Id) : null;
    }
}
