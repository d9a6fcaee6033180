using System.Net;
using OpenCode.Core;
using Xunit;

namespace OpenCode.Client.Tests.Http;

public sealed class DriftTests
{
    [Fact]
    public async Task Each_distinct_drift_is_reported_once_per_client()
    {
        var drifts = new List<OpenCodeDrift>();
        RequestSender sender = Samples.Sender(
            StubHandler.Answering(HttpStatusCode.OK, """[{"name":"ok"},{},{},{"name":"x","note":1},{"name":2}]"""), new() { OnDrift = drifts.Add });

        IReadOnlyList<Thing> things = await sender.SendAsync(Samples.List, "/thing", null, null, Samples.Token);
        await sender.SendAsync(Samples.List, "/thing", null, null, Samples.Token);

        Assert.Equal(5, things.Count);
        Assert.Equal("", things[1].Name);
        Assert.Collection(
            drifts,
            drift => Assert.Equal(("thing.list", "/*/name", JsonDriftKind.MissingProperty), (drift.OperationId, drift.Pointer, drift.Kind)),
            drift => Assert.Equal(new OpenCodeDrift("thing.list", "/*/note", JsonDriftKind.WrongType, "string", "number"), drift),
            drift => Assert.Equal(("/*/name", JsonDriftKind.WrongType), (drift.Pointer, drift.Kind)));
    }

    [Fact]
    public async Task Another_operation_reports_for_itself()
    {
        var drifts = new List<OpenCodeDrift>();
        RequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "{}"), new() { OnDrift = drifts.Add });

        await sender.SendAsync(Samples.Get, "/thing/1", null, null, Samples.Token);
        await sender.SendAsync(Samples.Prompt, "/thing/1", null, null, Samples.Token);

        Assert.Equal(["thing.get", "thing.prompt"], drifts.Select(drift => drift.OperationId));
    }

    [Fact]
    public async Task Document_of_another_type_has_the_empty_pointer()
    {
        var drifts = new List<OpenCodeDrift>();
        RequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, "true"), new() { OnDrift = drifts.Add });

        await sender.SendAsync(Samples.List, "/thing", null, null, Samples.Token);

        Assert.Equal("", Assert.Single(drifts).Pointer);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, null, false)]
    public async Task Strict_decoding_throws(bool client, bool? request, bool throws)
    {
        RequestSender sender = Samples.Sender(StubHandler.Answering(HttpStatusCode.OK, """[{"name":"ok"},{"name":1}]"""), new() { StrictDecoding = client });
        var configuration = new RequestConfiguration { StrictDecoding = request };
        Task<IReadOnlyList<Thing>> call = sender.SendAsync(Samples.List, "/thing", configuration, null, Samples.Token);

        if (!throws)
        {
            Assert.Equal(2, (await call).Count);
            return;
        }

        var error = await Assert.ThrowsAsync<OpenCodeContractException>(() => call);
        Assert.Equal(ContractViolation.Drift, error.Violation);
        Assert.Equal("/1/name", error.Pointer);
        Assert.Contains("\"name\":1", error.Snippet, StringComparison.Ordinal);
        Assert.Contains("/1/name", error.Message, StringComparison.Ordinal);
    }
}
