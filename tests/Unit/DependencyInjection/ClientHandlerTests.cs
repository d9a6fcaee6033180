using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Errors;
using OpenCode.Core.Operations;
using OpenCode.Core.Transport;
using Xunit;

namespace OpenCode.Client.Tests.DependencyInjection;

/// <summary>What stands between a client of a container and the network.</summary>
public sealed class ClientHandlerTests
{
    private const string Health = """{"healthy":true,"version":"1.2.3"}""";

    [Fact]
    public void Primary_handler_is_the_clients_own_and_can_be_changed()
    {
        SocketsHttpHandler? found = null;
        ServiceCollection services = Remote();
        services.AddOpenCodeClient().ConfigurePrimaryHttpMessageHandler((handler, _) => found = (SocketsHttpHandler)handler);
        using ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<OpenCodeClient>();

        Assert.NotNull(found);
        Assert.Equal((false, false, TimeSpan.FromMinutes(15)), (found.AllowAutoRedirect, found.UseCookies, found.PooledConnectionLifetime));
        Assert.Equal(DecompressionMethods.None, found.AutomaticDecompression);
        Assert.Equal(Timeout.InfiniteTimeSpan, Samples.SettingsOf(client).HttpClient!.Timeout);
    }

    [Fact]
    public async Task Handlers_of_users_see_the_operation_and_the_plain_body()
    {
        var spy = new Spy();
        ServiceCollection services = Remote();
        services.AddOpenCodeClient().AddHttpMessageHandler(() => spy).ConfigurePrimaryHttpMessageHandler(() => Compressed("gzip"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<OpenCodeClient>().Global.Health.GetAsync(cancellationToken: Samples.Token);

        Assert.Equal(("global.health", Health), (spy.Operation?.Id, spy.Body));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Compressed_answers_are_asked_for_and_decompressed(string encoding)
    {
        StubHandler stub = Compressed(encoding);
        ServiceCollection services = Remote();
        services.AddOpenCodeClient().ConfigurePrimaryHttpMessageHandler(() => stub);
        await using ServiceProvider provider = services.BuildServiceProvider();

        Models.GlobalHealthResponse health = await provider.GetRequiredService<OpenCodeClient>().Global.Health.GetAsync(cancellationToken: Samples.Token);

        Assert.Equal("1.2.3", health.Version);
        Assert.Equal("gzip, deflate, br", stub.Requests[0].Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("deflate", false)]
    [InlineData("br", false)]
    [InlineData("gzip", true)]
    [InlineData("deflate", true)]
    [InlineData("br", true)]
    public async Task Broken_compression_is_a_broken_contract(string encoding, bool isReadByAHandler)
    {
        ServiceCollection services = Remote();
        IHttpClientBuilder builder = services.AddOpenCodeClient().ConfigurePrimaryHttpMessageHandler(() => Answering(Encoding.UTF8.GetBytes(Health), encoding));
        if (isReadByAHandler) builder.AddHttpMessageHandler(() => new Spy());
        await using ServiceProvider provider = services.BuildServiceProvider();

        var error = await Assert.ThrowsAsync<ApiContractException>(
            () => provider.GetRequiredService<OpenCodeClient>().Global.Health.GetAsync(cancellationToken: Samples.Token));
        Assert.Equal(ContractViolation.BadEncoding, error.Violation);
    }

    private static ServiceCollection Remote()
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient(options => options.BaseUri = new("https://agents.example"));
        return services;
    }

    private static StubHandler Compressed(string encoding)
    {
        var bytes = new MemoryStream();
        using (Stream compressor = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionMode.Compress),
            "deflate" => new ZLibStream(bytes, CompressionMode.Compress),
            _ => new BrotliStream(bytes, CompressionMode.Compress),
        })
        {
            compressor.Write(Encoding.UTF8.GetBytes(Health));
        }

        return Answering(bytes.ToArray(), encoding);
    }

    private static StubHandler Answering(byte[] body, string encoding) => new((_, _) =>
    {
        HttpResponseMessage response = StubHandler.Response(HttpStatusCode.OK, body, "application/json");
        response.Content.Headers.ContentEncoding.Add(encoding);
        return Task.FromResult(response);
    });

    private sealed class Spy : DelegatingHandler
    {
        public Operation? Operation { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Operation = request.Options.TryGetValue(RequestMessageOptions.Operation, out Operation? operation) ? operation : null;
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            Body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response;
        }
    }
}
