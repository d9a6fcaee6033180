using System.Net;
using OpenCode.Core.Errors;
using OpenCode.Core.Json;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class DriftTests
{
    [Fact]
    public async Task Each_distinct_drift_is_reported_once_per_client()
    {
        var drifts = new List<ResponseDrift>();
        HttpRequestSender sender = Samples.Sender(
            StubHandler.Answering(HttpStatusCode.OK, """[{"name":"ok"},{},{},{"name":"x","note":1},{"name":2}]"""), new() { OnDrift = drifts.Add });

        IReadOnlyList<Thing> things = await sender.SendAsync(Samples.List, "/thing", null, null, Samples.Token);
        await sender.SendAsync(Samples.List, "/thing", null, null, Samples.Token);

        Assert.Equal(5, things.Count);
        Assert.Equal("", things[1].Name);
        Assert.Collection(
            drifts,
            drift => Assert.Equal(("thing.list", "/*/name", JsonDriftKind.MissingProperty), (drift.OperationId, drift.Pointer, drift.Kind)),
            drift => Assert.Equal(new ResponseDrift("thing.list", "/*/note", JsonDriftKind.WrongType, "string", "number"), drift),
            drift => Assert.Equal(("/*/name", JsonDriftKind.WrongType), (drift.Pointer, drift.Kind)));
    }

    [Fact]
    public async Task Another_operation_reports_for_itself()
    {
        var drifts = new List<ResponseDrift>();
        HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "{}"), new() { OnDrift = drifts.Add });

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        await sender.SendAsync(Samples.Prompt, "/thing/1", null, null, Samples.Token);

        Assert.Equal(["thing.get", "thing.prompt"], drifts.Select(drift => drift.OperationId));
    }

    [Fact]
    public async Task Document_of_another_type_has_the_empty_pointer()
    {
        var drifts = new List<ResponseDrift>();
        HttpRequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "true"), new() { OnDrift = drifts.Add });

        await sender.SendAsync(Samples.List, "/thing", null, null, Samples.Token);

        Assert.Equal("", Assert.Single(drifts).Pointer);
    }

    [Theory]
    [InlineData(404, """{"_tag":"ThingError","message":1}""", "/message WrongType", true)]
    [InlineData(404, """{"_tag":"Other","message":"x"}""", "/_tag WrongConstant", false)]
    [InlineData(400, """{"name":"BadRequest","data":{}}""", "/_tag MissingProperty, /message MissingProperty", false)]
    [InlineData(400, "[]", " WrongType", false)]
    [InlineData(400, "{oops", " WrongType", false)]
    [InlineData(404, """{"_tag":"ThingError","message":"fine"}""", "", true)]
    [InlineData(404, "", "", false)]
    [InlineData(500, """{"undocumented":true}""", "", false)]
    public async Task Body_of_an_error_drifts_too(int status, string body, string expected, bool isTyped)
    {
        var drifts = new List<ResponseDrift>();
        HttpRequestSender sender = Samples.Sender(StubHandler.Answering((HttpStatusCode)status, body), new() { OnDrift = drifts.Add });

        var error = await Assert.ThrowsAnyAsync<ApiStatusException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        await Assert.ThrowsAnyAsync<ApiStatusException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal(expected, string.Join(", ", drifts.Select(drift => $"{drift.Pointer} {drift.Kind}")));
        Assert.All(drifts, drift => Assert.Equal(("thing.get", (HttpStatusCode?)status), (drift.OperationId, drift.Status)));
        Assert.Equal(isTyped, error.Error is not null);
    }

    [Fact]
    public async Task Same_place_of_two_statuses_is_two_drifts()
    {
        var drifts = new List<ResponseDrift>();
        int status = 399;
        var stub =
            new StubHandler(
                (_, _) => Task.FromResult(StubHandler.Response((HttpStatusCode)(++status == 401 ? 404 : status), "{}"u8.ToArray(), "application/json")));
        HttpRequestSender sender = Samples.Sender(stub, new() { OnDrift = drifts.Add });

        await Assert.ThrowsAnyAsync<ApiStatusException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));
        await Assert.ThrowsAnyAsync<ApiStatusException>(() => sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token));

        Assert.Equal([400, 400, 404, 404], drifts.Select(drift => (int)drift.Status!.Value));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(300_000)]
    public void Differences_of_one_document_are_bounded_and_counted(int count)
    {
        byte[] document = [.. "["u8, .. Enumerable.Repeat("{},"u8.ToArray(), count - 1).SelectMany(b => b), .. "{}]"u8];
        var lenient = new JsonDecoding();
        long before = GC.GetAllocatedBytesForCurrentThread();

        int length = lenient.DecodeMemory<IReadOnlyList<Thing>>(document, DecodeList).Count;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(count, length);
        Assert.Equal(Math.Min(count, 1_000), lenient.Drifts.Count);
        Assert.Equal("/0/name", lenient.Drifts[0].Pointer);
        Assert.InRange(allocated, 0, 2_000_000 + (count * 100L));

        var error = Assert.Throws<JsonDriftException>(() => new JsonDecoding(strict: true).DecodeMemory<IReadOnlyList<Thing>>(document, DecodeList));
        Assert.Equal(count, error.Count);
        Assert.Contains($"{count} places", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, null, false)]
    public async Task Strict_decoding_throws(bool client, bool? request, bool throws)
    {
        HttpRequestSender sender = Samples.Sender(
            StubHandler.Answering(HttpStatusCode.OK, """[{"name":"ok"},{"name":1}]"""), new() { StrictDecoding = client });
        var configuration = new RequestConfiguration { StrictDecoding = request };
        Task<IReadOnlyList<Thing>> call = sender.SendAsync(Samples.List, "/thing", configuration, null, Samples.Token);

        if (!throws)
        {
            Assert.Equal(2, (await call).Count);
            return;
        }

        var error = await Assert.ThrowsAsync<ApiContractException>(() => call);
        Assert.Equal(ContractViolation.Drift, error.Violation);
        Assert.Equal("/1/name", error.Pointer);
        Assert.Contains("\"name\":1", error.Snippet, StringComparison.Ordinal);
        Assert.Contains("/1/name", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Thing> DecodeList(ref System.Text.Json.Utf8JsonReader reader, JsonDecoding decoding)
        => decoding.ReadList(ref reader, Thing.Decode);
}
