using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OpenCode.Contract.Tests.Retry;

/// <summary>A server on loopback whose handshakes go as a test says.</summary>
public sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    private TlsServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections came.</summary>
    public int Connections { get; private set; }

    /// <summary>Shows a certificate that was signed by itself.</summary>
    /// <param name="name">The host name in the certificate.</param>
    /// <param name="notBefore">From when it is valid, in days from now.</param>
    /// <param name="notAfter">Until when it is valid, in days from now.</param>
    public static TlsServer Showing(string name, int notBefore, int notAfter)
    {
        X509Certificate2 certificate = CreateCertificate(name, notBefore, notAfter);
        return new TlsServer(async (stream, token) =>
        {
            await using var tls = new SslStream(stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
                await tls.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, token);
            }
            catch (Exception e) when (e is AuthenticationException or IOException)
            {
                // The client refuses the certificate, which is what is tested.
            }
        });
    }

    /// <summary>Answers in HTTP whatever comes.</summary>
    public static TlsServer SpeakingPlainHttp() => new(async (stream, token) =>
    {
        await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), token);
        await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, token);
    });

    /// <summary>Closes each connection at its first bytes.</summary>
    public static TlsServer Closing() => new(async (stream, token) => await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, token));

    public async ValueTask DisposeAsync()
    {
        // Stopped only afterwards: a wait for connections that loses its socket ends in other ways than by cancellation.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private static X509Certificate2 CreateCertificate(string name, int notBefore, int notAfter)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(notBefore), now.AddDays(notAfter));

        // A server needs the key in a form that every platform's TLS can use.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient connection = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                _ = ServeAsync(connection);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
            await _serve(connection.GetStream(), _end.Token);
    }
}
