using System.Net;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Core.Operations;
using OpenCode.Models;
using OpenCode.WireMock;
using WireMock.Server;
using Xunit;

namespace OpenCode.Mock.Tests.Exports;

/// <summary>What was prepared is there in a WireMock of others that reads the files.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly OpenCodeMock _mock = OpenCodeMock.Start();
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("opencode-mappings-").FullName, "mappings");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mock.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    [Fact]
    public async Task WireMock_Net_responds_from_the_files_as_the_mock_does()
    {
        Prepare();

        MappingExport export = _mock.ExportMappings(_folder);

        using WireMockServer server = WireMockServer.Start();
        server.ReadStaticMappings(_folder);
        Assert.Equal(export.Files.Count, server.Mappings.Count);
        await AssertRespondsAsync(new Uri(server.Url!));
        await AssertFaultAsync(new Uri(server.Url!));
    }

    /// <summary>WireMock.Net reads Java's files, too, though only what both know.</summary>
    [Fact]
    public async Task The_files_for_Java_have_the_same()
    {
        Prepare();

        MappingExport export = _mock.ExportMappings(_folder, MappingFormat.WireMockJava);

        using WireMockServer server = WireMockServer.Start();
        foreach (string file in export.Files) server.ReadStaticWireMockOrgMappingAndAddOrUpdate(file);
        using OpenCodeClient client = ClientOf(new Uri(server.Url!));

        Assert.Equal("exported", (await client.Global.Health.GetAsync(Cancellation)).Version);
        Assert.NotEmpty(await client.Session["any"].Message.GetAsync(Cancellation));
        string second = export.Files.Single(static f => f.EndsWith("session.create-2.json", StringComparison.Ordinal));
        JsonElement mapping = JsonElement.Parse(await File.ReadAllTextAsync(second, Cancellation));
        Assert.Equal("response 2", mapping.GetProperty("requiredScenarioState").GetString());
        Assert.Equal("response 3", mapping.GetProperty("newScenarioState").GetString());
        Assert.Equal("^/session$", mapping.GetProperty("request").GetProperty("urlPathPattern").GetString());
    }

    [Fact]
    public void What_a_file_cannot_hold_is_told()
    {
        _mock.On(OperationCatalog.GlobalHealth).Respond(static _ => new GlobalHealthResponse { Version = "1" });
        _mock.On(OperationCatalog.SessionGet).When(static _ => true).Fail(HttpStatusCode.NotFound);
        _mock.On(OperationCatalog.SessionAbort).Break(MockFault.Reset);
        _mock.On(OperationCatalog.EventSubscribe).Fail(HttpStatusCode.BadGateway).Then.Stream();

        MappingExport export = _mock.ExportMappings(_folder);

        Assert.Equal(
            [
                "event.subscribe: an event stream lives from what a test sends", "event.subscribe: it opens an event stream",
                "global.event: an event stream lives from what a test sends", "global.health: code makes its response",
                "session.abort: it resets the connection", "session.get: code decides which requests it is for",
                "v2.event.subscribe: an event stream lives from what a test sends", "v2.session.events: an event stream lives from what a test sends",
            ],
            export.LeftOut.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Mappings_of_the_server_show_what_they_are_for()
    {
        _mock.On(OperationCatalog.SessionGet, "ses_1").Fail(HttpStatusCode.NotFound);

        global::WireMock.Admin.Mappings.MappingModel stub = _mock.Server.MappingModels
            .Where(static m => m.Title == "session.get").OrderBy(static m => m.Priority).First();

        Assert.Equal((404, "GET"), (stub.Response.StatusCode, Assert.Single(stub.Request.Methods!)));
        Assert.Contains("/session/ses_1", JsonSerializer.Serialize(stub.Request.Url), StringComparison.Ordinal);
    }

    private static OpenCodeClient ClientOf(Uri url)
        => new(new OpenCodeClientOptions { BaseUri = url, Password = "", Retry = Core.Options.RetryOptions.None, StrictDecoding = true });

    private void Prepare()
    {
        Session example = OpenCodeMock.Example(OperationCatalog.SessionCreate);
        _mock.On(OperationCatalog.GlobalHealth).Respond(new GlobalHealthResponse { Version = "exported" });
        _mock.On(OperationCatalog.SessionGet, "a/ä:1").WithQuery("directory", "/x,y").Respond(new Session(example) { Title = "that one" });
        _mock.On(OperationCatalog.SessionCreate)
            .Respond(new Session(example) { Title = "1" })
            .Then.Fail(HttpStatusCode.BadRequest)
            .Then.Respond(new Session(example) { Title = "3" });
        _mock.On(OperationCatalog.SessionAbort).After(TimeSpan.FromMilliseconds(1)).Respond(false);
        _mock.On(OperationCatalog.V2FsRead).Respond(new MemoryStream([0, 200]));
        _mock.On(OperationCatalog.SessionChildren).Break(MockFault.EmptyResponse);
    }

    private static async Task AssertRespondsAsync(Uri url)
    {
        using OpenCodeClient client = ClientOf(url);
        Assert.Equal("exported", (await client.Global.Health.GetAsync(Cancellation)).Version);
        Assert.Equal("that one", (await client.Session["a/ä:1"].GetAsync(static c => c.Query.Directory = "/x,y", Cancellation)).Title);
        Assert.Equal("title", (await client.Session["other"].GetAsync(Cancellation)).Title);
        Assert.Equal("1", (await client.Session.PostAsync(cancellationToken: Cancellation)).Title);
        await Assert.ThrowsAsync<Core.Errors.ApiBadRequestException>(() => client.Session.PostAsync(cancellationToken: Cancellation));
        Assert.Equal("3", (await client.Session.PostAsync(cancellationToken: Cancellation)).Title);
        Assert.Equal("3", (await client.Session.PostAsync(cancellationToken: Cancellation)).Title);
        Assert.False(await client.Session["s"].Abort.PostAsync(cancellationToken: Cancellation));
        Assert.NotNull(await client.Session.Status.GetAsync(Cancellation));
        await using Stream file = await client.Api.Fs.Read["a"].GetAsync(Cancellation);
        using MemoryStream bytes = new();
        await file.CopyToAsync(bytes, Cancellation);
        Assert.Equal<byte>([0, 200], bytes.ToArray());
        using HttpClient http = new() { BaseAddress = url };
        foreach (Operation operation in OperationCatalog.All.Where(static o => o.Method == HttpMethod.Get && o.Kind == OperationKind.Json))
        {
            if (operation.PathTemplate.Contains('{', StringComparison.Ordinal)) continue;
            using HttpResponseMessage response = await http.GetAsync(new Uri(operation.PathTemplate, UriKind.Relative), Cancellation);
            if (response.StatusCode == HttpStatusCode.NotFound) continue; // One that has no example.
            operation.FindResponse((int)response.StatusCode)!.Decode(await response.Content.ReadAsByteArrayAsync(Cancellation), new JsonDecoding(strict: true));
        }
    }

    private static async Task AssertFaultAsync(Uri url)
    {
        using OpenCodeClient client = ClientOf(url);
        await Assert.ThrowsAsync<Core.Errors.ApiContractException>(() => client.Session["s"].Children.GetAsync(Cancellation));
    }
}
