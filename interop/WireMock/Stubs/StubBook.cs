using System.Net;
using Microsoft.AspNetCore.Http;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Routing;
using WireMock;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;

namespace OpenCode.WireMock.Stubs;

/// <summary>The stubs of a mock, each of which is a mapping of its WireMock server.</summary>
/// <param name="server">The server.</param>
/// <param name="timeProvider">The clock behind delays.</param>
/// <param name="openStream">Leaves a request to the event streams of its operation.</param>
internal sealed class StubBook(WireMockServer server, TimeProvider timeProvider, Func<MockExchange, PreparedResponse> openStream)
{
    private readonly Lock _gate = new();
    private readonly List<Stub> _stubs = [];
    private int _conditional = Stub.RankOfUnconditional;

    /// <summary>The stubs, in the order in which they are asked.</summary>
    public IReadOnlyList<Stub> All
    {
        get
        {
            lock (_gate) return [.. _stubs.OrderBy(static s => s.Priority)];
        }
    }

    /// <summary>Prepares the first response of a stub.</summary>
    public Stub Add(Operation operation, StubConditions conditions, PreparedResponse response)
    {
        Stub stub;
        lock (_gate)
        {
            stub = new Stub(OperationRoute.Of(operation), conditions, conditions.IsEmpty ? Stub.RankOfUnconditional : --_conditional);
            if (conditions.IsEmpty) Remove(s => s.Conditions.IsEmpty && s.Route == stub.Route);
            _stubs.Add(stub);
        }

        Append(stub, response);
        return stub;
    }

    /// <summary>Prepares the next response of a stub.</summary>
    public void Append(Stub stub, PreparedResponse response)
    {
        stub.Add(response);
        Register(stub.Route, stub.Conditions, stub.Priority, stub.Id, IsPlain(stub) ? response.ToResponse() : Play(stub));
    }

    /// <summary>Prepares what an operation responds with where there is no stub.</summary>
    public void AddDefault(OperationRoute route, PreparedResponse response)
        => Register(route, new StubConditions(), route.Priority(Stub.RankOfDefaults), Guid.NewGuid(), response.IsStream
            ? Response.Create().WithCallback(_ => openStream(MockExchange.Current).ToMessage())
            : response.ToResponse());

    public void Clear()
    {
        lock (_gate) Remove(static _ => true);
    }

    private void Remove(Predicate<Stub> condition)
    {
        foreach (Stub stub in _stubs.FindAll(condition)) server.DeleteMapping(stub.Id);
        _stubs.RemoveAll(condition);
    }

    // WireMock's own delay goes on when the client is gone and when the mock is to end; and a condition that throws has to be told of.
    private static bool IsPlain(Stub stub)
        => stub.Responses is [{ IsStatic: true } single] && single.Delay == TimeSpan.Zero && stub.Conditions.Predicates.Count == 0;

    private void Register(OperationRoute route, StubConditions conditions, int priority, Guid id, IResponseBuilder response)
    {
        IRequestBuilder request = Request.Create()
            .UsingMethod(route.Operation.Method.Method)
            .WithUrl(new OperationMatcher(route, conditions));
        foreach ((string name, string value) in conditions.Query) request = request.WithParam(name, new ExactMatcher(value));
        foreach ((string name, string value) in conditions.Headers) request = request.WithHeader(name, new ExactMatcher(value));
        server.Given(request).AtPriority(priority).WithGuid(id).WithTitle(route.Operation.Id).RespondWith(response);
    }

    private IResponseBuilder Play(Stub stub) => Response.Create().WithCallback(async _ =>
    {
        MockExchange exchange = MockExchange.Current;
        if (exchange.FailedCondition is { } why)
        {
            string says = $"The condition of a stub of {stub.Route.Operation.Id} threw: {why}";
            return PreparedResponse.Error(HttpStatusCode.InternalServerError, exchange.Request.Url, "StubFailed", says).ToMessage();
        }

        PreparedResponse response = stub.Next();
        try
        {
            if (response.Delay > TimeSpan.Zero) await Task.Delay(response.Delay, timeProvider, exchange.Aborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is gone, or the mock ends; WireMock would take the exception for an error of its own.
            exchange.Ending = Cut;
            return new ResponseMessage();
        }

        if (response.Make is { } make) response = make(exchange.Request);
        if (response.IsStream) response = openStream(exchange);
        if (response.Fault is MockFault.Reset)
        {
            exchange.Ending = Cut;
        }

        return (IResponseMessage)response.ToMessage();
    });

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
