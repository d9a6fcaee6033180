using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenCode.Testing;
using OpenCode.Testing.Hostile;

namespace OpenCode.Contract.Tests.Attacks;

/// <summary>Runs every row once, some at a time, each in a process of its own against a server in this one.</summary>
public sealed class AttackRun : IAsyncLifetime
{
    // A row that runs longer than any call may is hanging.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    // Many rows only wait; more at a time would make their limits of time a matter of the machine.
    private const int AtOnce = 3;

    private readonly Dictionary<string, AttackResult> _results = [];

    /// <summary>The rows: all, or for who works on a few those with a part of their names.</summary>
    internal static IEnumerable<AttackRow> Rows { get; } =
        AttackTable.Rows.Where(static r => r.Name.Contains(Environment.GetEnvironmentVariable("ATTACK_ROWS") ?? "", StringComparison.Ordinal));

    internal AttackResult this[string name] => _results[name];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Parallel.ForEachAsync(
            Rows,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (row, _) =>
            {
                AttackResult result = await RunAsync(row);
                lock (_results) _results[row.Name] = result;
            });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<AttackResult> RunAsync(AttackRow row)
    {
        await using HostileServer server = HostileServer.Start(HostileBehavior.Find(row.Behavior));
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "OpenCode.Attack.dll"),
                row.Call,
                server.BaseUri.AbsoluteUri,
                row.IsCompressed ? "compressed" : "plain",
                row.Patience.ToString(CultureInfo.InvariantCulture),
            },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(_longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        string line = await output;
        AttackResult result = process.HasExited && line.StartsWith('{')
            ? JsonSerializer.Deserialize<AttackResult>(line)!
            : new AttackResult("CRASHED OR HANGING", _longest.TotalSeconds, 0, false, "", line + await errors);
        int requests = server.Requests.Count;
        return result with { Requests = requests > 0 ? requests : server.Connections };
    }
}
