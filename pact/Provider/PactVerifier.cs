using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using OpenCode.Pact.Native;

namespace OpenCode.Pact.Provider;

/// <summary>Verifies a running provider against pacts, with the genuine core in a process of its own.</summary>
public static class PactVerifier
{
    private const int Held = 0;
    private const int Failed = 1;

    // Comes with an executable, but not with a package's library.
    private const string RuntimeSettings =
        """{ "runtimeOptions": { "tfm": "net10.0", "rollForward": "Major", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""";

    /// <summary>Sends every request of the pacts to the provider, and compares its answers.</summary>
    /// <param name="plan">The pacts, and where the provider is.</param>
    /// <param name="cancellationToken">Ends the process of the core.</param>
    /// <returns>What held and what did not.</returns>
    /// <exception cref="ArgumentException">The plan has no pact, no usable address, or no time for a request.</exception>
    /// <exception cref="PactCoreException">A pact cannot be read, or the core could not run, or ended without a result.</exception>
    public static async Task<VerificationReport> VerifyAsync(VerificationPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await PlanCheck.CheckAsync(plan, cancellationToken);
        string core = await CoreLibrary.EnsureAsync(null, cancellationToken);
        string folder = Directory.CreateTempSubdirectory("opencode-pact-").FullName;
        try
        {
            string result = Path.Combine(folder, "result.json");
            string certificate = Path.Combine(folder, "certificate.pem");
            await File.WriteAllTextAsync(certificate, OneCertificate(), cancellationToken);
            string settings = Path.Combine(folder, "runtimeconfig.json");
            await File.WriteAllTextAsync(settings, RuntimeSettings, cancellationToken);
            (int code, string output) = await RunAsync(new VerificationOrder(plan, result, core), certificate, settings, cancellationToken);
            if (code is not (Held or Failed) || !File.Exists(result))
            {
                throw new PactCoreException(
                    $"The Pact core could not verify {string.Join(", ", plan.Pacts)} at {plan.Address} (code {code}): {LastLines(output)}");
            }

            return VerificationReport.Parse(await File.ReadAllBytesAsync(result, cancellationToken), output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(
        VerificationOrder order, string certificate, string settings, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?> { ["PACT_DO_NOT_TRACK"] = "true" };

        // The core reads all of the system's certificates anew for every request, which takes longer than the request. Only https needs them.
        if (order.Plan.Address.Scheme == Uri.UriSchemeHttp) environment["SSL_CERT_FILE"] = certificate;
        BufferedCommandResult result = await Cli.Wrap(RuntimeHost())
            .WithArguments(["exec", "--runtimeconfig", settings, OwnFile()])
            .WithEnvironmentVariables(environment)
            .WithStandardInputPipe(PipeSource.FromString(JsonSerializer.Serialize(order, VerificationOrderJson.Default.VerificationOrder)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return (result.ExitCode, result.StandardOutput + result.StandardError);
    }

    private static string OwnFile() => typeof(PactVerifier).Assembly.Location is { Length: > 0 } file ? file : throw new PactCoreException(
        "OpenCode.Pact is part of a single file, and the process that verifies needs it on its own. Publish without PublishSingleFile.");

    /// <summary>The program that runs this one: the <c>dotnet</c> of the runtime in use, also where none is on the path.</summary>
    private static string RuntimeHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }

    private static string OneCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=unused", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    private static string LastLines(string output)
        => string.Join(" | ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5));
}
