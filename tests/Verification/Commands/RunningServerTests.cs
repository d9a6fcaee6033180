using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenCode.Testing.Loopback;
using OpenCode.Workbench;
using OpenCodeGen.Cli;
using Xunit;

namespace OpenCode.Verification.Tests.Commands;

/// <summary><c>opencodegen verify --server</c>, where there is no server that could be verified: one sentence and a code, and nothing is made there.</summary>
public sealed class RunningServerTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        string told = await FailAsync($"http://127.0.0.1:{port}");

        Assert.Contains($"The server at http://127.0.0.1:{port} cannot be reached: nothing listens there. ", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!doctype html><p>Hello</p>", "text/html", 200, "is no OpenCode server")]
    [InlineData("""{"status":"up"}""", "application/json", 200, "is no OpenCode server: its /global/health says no version")]
    [InlineData("[1]", "application/json", 200, "is no OpenCode server: its /global/health says no version")]
    [InlineData("Not found", "text/plain", 404, "is no OpenCode server")]
    [InlineData("", "text/plain", 401, "refuses the password of user 'opencode'")]
    [InlineData("", "text/plain", 503, "is no OpenCode server")]
    public async Task What_is_no_server_or_lets_nobody_in_is_told_and_is_sent_nothing_but_gets(string body, string contentType, int status, string says)
    {
        var methods = new List<string>();
        await using WebApplication other = LoopbackApplication.Build();
        other.Run(context =>
        {
            methods.Add(context.Request.Method);
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(body, context.RequestAborted);
        });
        await other.StartAsync(Cancellation);

        Assert.Contains(says, await FailAsync(other.Urls.First()), StringComparison.Ordinal);
        Assert.All(methods, static m => Assert.Equal("GET", m));
    }

    [Theory]
    [InlineData("ftp://host", "--server is 'ftp://host'")]
    [InlineData("localhost", "--server is 'localhost'")]
    [InlineData("http://me:secret@host", "--server has a user name or password")]
    [InlineData("http://host?a=b", "leave out what follows the '?' or '#'")]
    public async Task An_address_that_cannot_be_one_is_refused(string address, string says)
    {
        using var errors = new StringWriter();

        Assert.Equal(ExitCodes.Usage, await GeneratorTool.RunAsync(["verify", "--server", address], errors, Cancellation));
        Assert.Contains(says, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_file_that_is_missing_or_empty_is_named()
    {
        _folder.Write("empty", "\n");
        using var errors = new StringWriter();

        Assert.Equal(ExitCodes.Files, await RunAsync("http://127.0.0.1:9", _folder.PathOf("missing"), errors));
        Assert.Equal(ExitCodes.Files, await RunAsync("http://127.0.0.1:9", _folder.PathOf("empty"), errors));
        Assert.Contains("missing' could not be read", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("empty' is empty", errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<int> RunAsync(string address, string passwordFile, StringWriter errors)
        => await GeneratorTool.RunAsync(["verify", "--server", address, "--password-file", passwordFile, "--quiet"], errors, Cancellation);

    private async Task<string> FailAsync(string address)
    {
        _folder.Write("password", "secret\n");
        using var errors = new StringWriter();

        Assert.Equal(ExitCodes.CouldNotRun, await RunAsync(address, _folder.PathOf("password"), errors));

        string line = Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        return line;
    }
}
