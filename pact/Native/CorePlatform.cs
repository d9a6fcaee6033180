using System.Runtime.InteropServices;

namespace OpenCode.Pact.Native;

/// <summary>Which of npm's packages of the core fits a process, and what npm is told so that it installs that one, whatever Node.js runs it.</summary>
/// <param name="Package">The end of the package's name.</param>
/// <param name="File">The library in an installation.</param>
/// <param name="Arguments">Arguments for npm.</param>
internal sealed record CorePlatform(string Package, string File, IReadOnlyList<string> Arguments)
{
    /// <summary>That of this process, which need not be the machine's own.</summary>
    /// <exception cref="PactCoreException">There is no core for it.</exception>
    public static CorePlatform OfThisProcess => Of(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : "other",
        RuntimeInformation.ProcessArchitecture,

        // .NET's own runtime is built for one C library, and its identifier says which.
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal));

    internal static CorePlatform Of(string system, Architecture architecture, bool musl)
    {
        string processor = architecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", _ => "other" };
        string library = musl ? "musl" : "glibc";
        return (system, processor) switch
        {
            ("darwin", "x64" or "arm64") => Make($"darwin-{processor}", $"darwin-{processor}/libpact_ffi.dylib", "--os=darwin", $"--cpu={processor}"),
            ("windows", "x64") => Make("windows-x64", "win32-x64/pact_ffi.dll", "--os=win32", "--cpu=x64"),
            ("linux", "x64" or "arm64") => Make(
                $"linux-{processor}-{library}", $"linux-{processor}/{(musl ? "libpact_ffi_musl.so" : "libpact_ffi.so")}",
                "--os=linux", $"--cpu={processor}", $"--libc={library}"),
            _ => throw new PactCoreException(
                $"There is no Pact core for {system} on {architecture}; there is one for Linux and macOS on x64 and Arm64, and for Windows on x64."),
        };
    }

    private static CorePlatform Make(string package, string file, params string[] arguments)
        => new(package, $"node_modules/@pact-foundation/pact-core-{package}/prebuilds/{file}", arguments);
}
