using System.Text.Json;
using OpenCode.Pact;
using OpenCode.Pact.Native;
using OpenCode.Workbench;
using Xunit;
using Processor = System.Runtime.InteropServices.Architecture;

namespace OpenCode.Verification.Tests.Natives;

/// <summary>Every platform gets a native core that the lock file pins by its hash.</summary>
public sealed class CorePlatformTests
{
    public static TheoryData<string, Processor, bool, string, string> Platforms => new()
    {
        { "linux", Processor.X64, false, "linux-x64-glibc", "linux-x64/libpact_ffi.so" },
        { "linux", Processor.X64, true, "linux-x64-musl", "linux-x64/libpact_ffi_musl.so" },
        { "linux", Processor.Arm64, false, "linux-arm64-glibc", "linux-arm64/libpact_ffi.so" },
        { "linux", Processor.Arm64, true, "linux-arm64-musl", "linux-arm64/libpact_ffi_musl.so" },
        { "darwin", Processor.X64, false, "darwin-x64", "darwin-x64/libpact_ffi.dylib" },
        { "darwin", Processor.Arm64, false, "darwin-arm64", "darwin-arm64/libpact_ffi.dylib" },
        { "windows", Processor.X64, false, "windows-x64", "win32-x64/pact_ffi.dll" },
    };

    [Theory]
    [MemberData(nameof(Platforms))]
    public void A_platform_has_a_package_that_the_lock_file_pins_with_a_hash(string system, Processor architecture, bool musl, string package, string file)
    {
        CorePlatform platform = CorePlatform.Of(system, architecture, musl);

        Assert.Equal((package, $"node_modules/@pact-foundation/pact-core-{package}/prebuilds/{file}"), (platform.Package, platform.File));
        JsonElement locked = Locked("pact").GetProperty($"node_modules/@pact-foundation/pact-core-{package}");
        Assert.Equal(PactCoreInstallation.Version, locked.GetProperty("version").GetString());
        Assert.StartsWith("sha512-", locked.GetProperty("integrity").GetString(), StringComparison.Ordinal);
        Assert.Contains($"--cpu={locked.GetProperty("cpu")[0].GetString()}", platform.Arguments);
        Assert.Contains($"--os={locked.GetProperty("os")[0].GetString()}", platform.Arguments);
        Assert.Equal(
            locked.TryGetProperty("libc", out JsonElement library) ? $"--libc={library[0].GetString()}" : null,
            platform.Arguments.FirstOrDefault(static a => a.StartsWith("--libc", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("windows", Processor.Arm64)]
    [InlineData("linux", Processor.X86)]
    [InlineData("other", Processor.X64)]
    public void A_platform_without_a_core_is_told_which_have_one(string system, Processor architecture)
        => Assert.Contains("Linux and macOS on x64 and Arm64",
            Assert.Throws<PactCoreException>(() => CorePlatform.Of(system, architecture, musl: false)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("pact")]
    [InlineData("verification")]
    public void Everything_that_npm_may_install_on_a_users_machine_is_pinned_with_a_hash(string folder)
        => Assert.All(
            Locked(folder).EnumerateObject().Where(static p => p.Name.Length > 0),
            static p => Assert.StartsWith("sha512-", p.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));

    private static JsonElement Locked(string folder)
        => JsonDocument.Parse(File.ReadAllText(Clone.InRoot($"{folder}/package-lock.json"))).RootElement.GetProperty("packages");
}
