using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Pact.Provider;

namespace OpenCode.Contract.Tests.Pact;

/// <summary>A folder for pacts that is gone after the test.</summary>
internal sealed class PactFolder : IDisposable
{
    public const string Provider = "opencode";

    public string Path { get; } = Directory.CreateTempSubdirectory("opencode-pacts-").FullName;

    /// <summary>Writes a pact.</summary>
    /// <param name="describe">Adds its interactions.</param>
    /// <returns>The path of the file.</returns>
    public string Write(Action<PactContract> describe)
    {
        using var pact = new PactContract("tests", Provider);
        describe(pact);
        return pact.Write(Path);
    }

    /// <summary>Writes something that is no pact, or not one that PactContract made.</summary>
    public string WriteText(string text)
    {
        string file = System.IO.Path.Combine(Path, "written-by-hand.json");
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Writes a pact, and verifies a provider against it.</summary>
    public Task<VerificationReport> VerifyAsync(ProviderStub provider, Action<PactContract> describe, Func<VerificationPlan, VerificationPlan>? change = null)
    {
        var plan = new VerificationPlan { Provider = Provider, Address = provider.Address, Pacts = [Write(describe)] };
        return PactVerifier.VerifyAsync(change?.Invoke(plan) ?? plan, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
