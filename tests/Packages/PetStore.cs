using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenCode.Packages.Tests;

/// <summary>A pet store on a free port of this machine.</summary>
internal sealed class PetStore : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public PetStore()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                bool isThere = context.Request.Url!.AbsolutePath == "/pets/1";
                byte[] body = Encoding.UTF8.GetBytes(isThere ? """{"id":1,"name":"Rex","status":"available"}""" : """{"message":"no such pet"}""");
                context.Response.StatusCode = isThere ? 200 : 404;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The store has closed.
        }
    }
}
