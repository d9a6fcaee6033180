using System.Diagnostics;
using OpenCode.Server.Storage;
using Xunit;

namespace OpenCode.Server.Tests.Storage;

/// <summary>A process that is killed while it writes has lost nothing that it was told to be saved.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const string FileVariable = "KILLED_WRITER_FILE";
    private const string Saved = "saved ";

    private readonly string _folder = Directory.CreateTempSubdirectory("killed-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(2_000)]
    public async Task What_was_acknowledged_is_there_after_the_kill(int after)
    {
        string file = Path.Combine(_folder, "store.db");
        Type type = typeof(KilledWriterTests);
        ProcessStartInfo start = new(
            "dotnet", ["exec", type.Assembly.Location, "-explicit", "only", "-method", $"{type.FullName}.{nameof(Program_that_writes)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[FileVariable] = file;
        List<string> acknowledged = [];
        List<string> other = [];
        using (Process program = Process.Start(start)!)
        {
            try
            {
                while (await program.StandardOutput.ReadLineAsync(Cancellation) is { } line)
                {
                    if (line.StartsWith(Saved, StringComparison.Ordinal)) acknowledged.Add(line[Saved.Length..]);
                    else other.Add(line);
                    if (acknowledged.Count == after) program.Kill();
                }
            }
            finally
            {
                program.Kill();
            }

            await program.WaitForExitAsync(Cancellation);
        }

        Assert.True(acknowledged.Count >= after, $"The program ended by itself:\n{string.Join('\n', other)}");
        await using SqliteStore store = SqliteStore.Open(file);
        HashSet<string> first = [.. (await store.ListAsync("first", null, Cancellation)).Select(static r => r.Id)];
        IEnumerable<string> second = (await store.ListAsync("second", null, Cancellation)).Select(static r => r.Id);
        Assert.True(first.SetEquals(second), "What was saved together is there together.");
        Assert.DoesNotContain(acknowledged, id => !first.Contains(id));
    }

    /// <summary>Not a test: the program that is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Program_that_writes()
    {
        string? file = Environment.GetEnvironmentVariable(FileVariable);
        Assert.SkipWhen(file is null, "It runs in a process of its own only.");
        await using SqliteStore store = SqliteStore.Open(file);
        await using Stream output = Console.OpenStandardOutput();
        using StreamWriter acknowledgements = new(output) { AutoFlush = true };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            byte[] json = new byte[500 * (writer + 1)];
            for (int i = 0; ; i++)
            {
                string id = $"{writer}_{i}";
                StoreChange[] changes = [new StoreChange.Put(new("first", id, "", json)), new StoreChange.Put(new("second", id, "", json))];
                await store.SaveAsync(changes, Cancellation);
                lock (acknowledgements) acknowledgements.WriteLine(Saved + id);
            }
        }));
    }
}
