using System.Diagnostics;

namespace OpenCode.Benchmarks.Workloads;

/// <summary>Runs the shortest program that asks a server something, from its start to its end.</summary>
/// <param name="command">The program that has the client, or dotnet and the program.</param>
/// <param name="peer">The program that has the other one, and its name for that.</param>
/// <param name="server">The server's address.</param>
internal sealed class StartUpProcess(string[] command, string[] peer, Uri server)
{
    private static readonly string[] _compiled = ["dotnet", Repository.PathOf("artifacts/bin/StartUp/release/StartUp.dll")];

    public Task RunAsync() => RunAsync([.. command, "client", server.ToString()]);

    public Task RunPeerAsync() => RunAsync([.. peer, server.ToString()]);

    /// <summary>The program as the build makes it, beside a bare <see cref="HttpClient"/>.</summary>
    public static StartUpProcess Compiled(Uri server) => new(_compiled, [.. _compiled, "bare"], server);

    /// <summary>The program as the build makes it, beside the client of another generator.</summary>
    public static StartUpProcess Beside(string generator, Uri server)
        => new(_compiled, ["dotnet", Repository.PathOf("artifacts/bin/StartUpOthers/release/StartUpOthers.dll"), generator], server);

    /// <summary>The program compiled to native code; null where the compiler cannot be had.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="server">The server's address.</param>
    public static async Task<StartUpProcess?> NativeAsync(string folder, Uri server)
        => await NativeProgram.PublishAsync("bench/StartUp", "StartUp", folder) is { } program ? new([program], [program, "bare"], server) : null;

    private static async Task RunAsync(string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || output.Length == 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode} and printed '{output}'.");
    }
}
