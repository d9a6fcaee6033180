using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Benchmarks.Workloads;

namespace OpenCode.Benchmarks.Quick;

/// <summary>How long `occtl list` takes with fifty servers that are gone, against the shortest program of Python.</summary>
internal static class OcctlRun
{
    private const int Servers = 50;
    private const int Pairs = 30;

    public static async Task<Ratio?> RunAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("opencode-bench-");
        try
        {
            string? program = await NativeProgram.PublishAsync("occtl", "occtl", folder.FullName, "-p:PackAsTool=false", "-p:RestoreLockedMode=false");
            if (program is null) return null;
            string data = Path.Combine(folder.FullName, "data");
            Directory.CreateDirectory(data);
            await File.WriteAllTextAsync(Path.Combine(data, "store.json"), Store().ToJsonString());
            ProcessStartInfo list = new(program, ["list"]) { RedirectStandardOutput = true, Environment = { ["OCCTL_DATA_DIR"] = data } };
            ProcessStartInfo python = new("python3", ["-c", "pass"]);
            Comparison found = await Interleaved.CompareAsync(
                () => RunAsync(list), () => RunAsync(python), TimeSpan.FromMilliseconds(1), Pairs, runsPerSample: 1);

            // The work happens in other processes; what this one allocates says nothing.
            return new Ratio("occtl list, 50 servers / python3 -c pass", found with { OurBytes = 0, PeerBytes = 0 }, ">= 1.00x speed", found.Speed >= 1);
        }
        catch (Win32Exception)
        {
            Console.WriteLine("occtl: skipped, there is no python3 on the PATH");
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonObject Store()
    {
        JsonObject entries = [];
        for (int i = 0; i < Servers; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"oc-{i:x8}");
            entries[id] = new JsonObject
            {
                ["id"] = id,
                ["port"] = 9100 + i,
                ["pid"] = int.MaxValue - i,
                ["process_started_at"] = "2026-01-01T00:00:00.000+00:00",
                ["created_at"] = "2026-01-01T00:00:00.000+00:00",
                ["last_activity"] = "2026-01-01T00:00:00.000+00:00",
                ["status"] = "running",
                ["directory"] = "/home/somebody/project",
            };
        }

        return new JsonObject { ["sessions"] = entries };
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        if (start.RedirectStandardOutput) await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.");
    }
}
