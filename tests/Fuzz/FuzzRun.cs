using System.Globalization;

namespace OpenCode.Fuzz;

/// <summary>Runs iterations of an area. Each has random numbers of its own, so that any one can be repeated without those before it.</summary>
public sealed class FuzzRun(FuzzArea area, int seed)
{
    // Hundreds of times as long as any input should take.
    private static readonly TimeSpan _longestIteration = TimeSpan.FromSeconds(30);

    private long _iteration;

    /// <summary>How many iterations were begun.</summary>
    public long Iterations => Volatile.Read(ref _iteration);

    /// <summary>Runs iterations until there is a failure.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="goesOn">Whether there is to be another iteration after so many.</param>
    /// <returns>What went wrong and how to repeat it; null for nothing.</returns>
    public async Task<string?> RunAsync(long first, Func<long, bool> goesOn)
    {
        Task<string?> running = Task.Factory.StartNew(() => Run(first, goesOn), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (long seen = -1; !running.IsCompleted; seen = Iterations)
        {
            // An iteration that hangs cannot be ended from here, but it can be named.
            await Task.WhenAny(running, Task.Delay(_longestIteration));
            if (!running.IsCompleted && Iterations == seen)
                return Describe(first + seen - 1, area.CreateInput(RandomOf(first + seen - 1)), $"it takes longer than {_longestIteration.TotalSeconds} s");
        }

        return await running;
    }

    private string? Run(long first, Func<long, bool> goesOn)
    {
        for (long done = 0; goesOn(done); done++)
        {
            long iteration = first + done;
            Volatile.Write(ref _iteration, done + 1);
            Random random = RandomOf(iteration);
            byte[] input = area.CreateInput(random);
            try
            {
                area.Try(input, random);
            }
#pragma warning disable CA1031 // Whatever comes out is a finding.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return Describe(iteration, input, e is FuzzException ? e.Message : e.ToString());
            }
        }

        return null;
    }

    private Random RandomOf(long iteration)
        => new(unchecked((seed * 397) ^ area.Name.Aggregate(17, (h, c) => (h * 31) + c) ^ (int)((ulong)iteration * 0x9E3779B97F4A7C15UL >> 32)));

    private string Describe(long iteration, byte[] input, string what)
    {
        string file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"opencode-fuzz-{area.Name}-{seed}-{iteration}.bin"));
        File.WriteAllBytes(file, input);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{area.Name}, seed {seed}, iteration {iteration}: {what}\nThe input of {input.Length} bytes is in {file}. Repeat with: ./build.sh fuzz --area {area.Name} --seed {seed} --iteration {iteration}");
    }
}
