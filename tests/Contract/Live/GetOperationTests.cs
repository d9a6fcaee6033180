using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Every GET operation of the catalog, against the real server.</summary>
[Collection<SharedServer>]
public sealed class GetOperationTests(LiveServer server)
{
    private static readonly Dictionary<string, Operation> _operations =
        OperationCatalog.All.Where(static o => o.Method == HttpMethod.Get).ToDictionary(static o => o.Id);

    public static TheoryData<string> Reachable => [.. _operations.Keys.Except(Listed).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Unreachable => [.. UnreachableGet.All.Select(static u => u.OperationId)];

    private static IEnumerable<string> Listed =>
        [.. UnreachableGet.All.Select(static u => u.OperationId), .. StreamingGet.All.Select(static s => s.OperationId)];

    [Fact]
    public void Every_listed_operation_is_a_GET_of_the_catalog_and_listed_once()
    {
        Assert.All(Listed, static id => Assert.Contains(id, _operations));
        Assert.Equal(Listed.Count(), Listed.Distinct().Count());
        Assert.All(EmptyGet.All, static empty => Assert.Contains(empty.OperationId, _operations.Keys.Except(Listed)));
    }

    [Fact]
    public void Every_stream_and_socket_is_listed_as_such() => Assert.Equal(
        _operations.Values.Where(static o => o.Kind is OperationKind.EventStream or OperationKind.WebSocket).Select(static o => o.Id).Order(),
        StreamingGet.All.Select(static s => s.OperationId).Order());

    [Theory(Timeout = LiveServer.TestLimit)]
    [MemberData(nameof(Reachable))]
    public async Task Answer_differs_from_the_spec_exactly_where_known(string operationId)
    {
        Operation operation = _operations[operationId];
        RawResponse answer = await SendAsync(operation);
        OperationResponse declared = DeclaredSuccess(operation, answer);
        if (operation.Kind is OperationKind.Text or OperationKind.Binary)
        {
            Assert.False(answer.Body.IsEmpty);
            return;
        }

        IEnumerable<string> known = KnownDrift.Describe(KnownDrift.Of(operationId));
        JsonDecoding decoding = new(strict: !known.Any());
        Assert.NotNull(declared.Decode(answer.Body.Span, decoding));
        Assert.Equal(EmptyGet.All.Any(e => e.OperationId == operationId), answer.Body.Length == "[]".Length);
        Assert.Equal(known.Order(), decoding.Drifts.Select(static d => KnownDrift.Describe(d.Pointer, d.Kind)).Distinct().Order());
    }

    [Theory(Timeout = LiveServer.TestLimit)]
    [MemberData(nameof(Unreachable))]
    public async Task Operation_without_a_possible_success_answers_as_listed(string operationId)
    {
        UnreachableGet expected = UnreachableGet.All.Single(u => u.OperationId == operationId);
        Operation operation = _operations[operationId];
        if (expected.Status is { } status)
        {
            RawResponse answer = await SendAsync(operation);
            Assert.Equal(status, answer.Status);
            return;
        }

        RequestConfiguration patience = new() { Budgets = new RequestBudgets { Total = TimeSpan.FromMilliseconds(500) } };
        await Assert.ThrowsAsync<ApiTimeoutException>(() => SendAsync(operation, patience));
    }

    private static OperationResponse DeclaredSuccess(Operation operation, RawResponse answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{operation}: {answer.Status} {answer.GetText()}");
        OperationResponse? declared = operation.FindResponse((int)answer.Status);
        Assert.NotNull(declared);

        // A file comes with its own type.
        if (operation.Kind != OperationKind.Binary) Assert.Equal(MediaTypeOf(declared.ContentType), MediaTypeOf(answer.ContentType));
        return declared;
    }

    private static string? MediaTypeOf(string? contentType) => contentType?.Split(';')[0];

    private async Task<RawResponse> SendAsync(Operation operation, RequestConfiguration? configuration = null)
    {
        string url = GetRequest.UrlOf(operation, await server.ObjectsAsync(), server.Sandbox.Directory);
        return await server.Client.SendRawAsync(operation.Method, url, configuration: configuration, cancellationToken: LiveServer.Cancellation);
    }
}
