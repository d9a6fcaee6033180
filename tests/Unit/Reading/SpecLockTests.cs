using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace OpenCode.Client.Tests.Reading;

/// <summary>The document itself never says which release it is from; the lock beside it does.</summary>
public sealed class SpecLockTests
{
    [Fact]
    public void The_document_is_the_one_that_the_lock_names()
    {
        using JsonDocument spec = Read("openapi.lock.json");
        byte[] hash = SHA256.HashData(File.ReadAllBytes(Repository.InRoot("spec/openapi.json")));

        Assert.Equal(spec.RootElement.GetProperty("sha256").GetString(), Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void The_server_of_the_tests_is_of_the_same_release()
    {
        using JsonDocument spec = Read("openapi.lock.json");
        using JsonDocument package = Read("package.json");

        Assert.Equal(
            spec.RootElement.GetProperty("opencode").GetString(),
            package.RootElement.GetProperty("dependencies").GetProperty("opencode-ai").GetString());
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Repository.InRoot("spec/" + file)));
}
