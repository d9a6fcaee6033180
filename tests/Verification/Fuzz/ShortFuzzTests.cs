using OpenCode.Fuzz;
using Xunit;

namespace OpenCode.Verification.Tests.Fuzz;

/// <summary>Some seconds of what <c>./build.sh fuzz</c> does for an hour, with the same inputs in every run.</summary>
public sealed class ShortFuzzTests
{
    private const int Seed = 1;

    public static TheoryData<string> Areas => [.. FuzzArea.CreateAll().Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task An_area_stands_inputs_that_nobody_would_think_of(string name)
    {
        FuzzArea area = FuzzArea.CreateAll().Single(a => a.Name == name);
        var run = new FuzzRun(area, Seed);

        string? failure = await run.RunAsync(0, done => done < area.ShortRun);

        Assert.True(failure is null, failure);
        Assert.Equal(area.ShortRun, run.Iterations);
    }

    [Fact]
    public async Task A_finding_names_its_iteration_and_keeps_its_input()
    {
        var area = new FailingArea();

        string? failure = await new FuzzRun(area, Seed).RunAsync(40, static done => done < 10);

        Assert.Contains("--area failing --seed 1 --iteration 43", failure, StringComparison.Ordinal);
        string file = Path.Combine(Path.GetTempPath(), "opencode-fuzz-failing-1-43.bin");
        byte[] kept = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        Assert.Equal(area.Last, kept);

        // That iteration alone has the same input.
        area.Tried = 3;
        await new FuzzRun(area, Seed).RunAsync(43, static done => done < 1);
        File.Delete(file);
        Assert.Equal(kept, area.Last);
    }

    private sealed class FailingArea : FuzzArea
    {
        public int Tried { get; set; }

        public byte[] Last { get; private set; } = [];

        public override string Name => "failing";

        public override int ShortRun => 10;

        public override byte[] CreateInput(Random random)
        {
            Last = new byte[8];
            random.NextBytes(Last);
            return Last;
        }

        public override void Try(byte[] input, Random random)
        {
            if (++Tried == 4) throw new InvalidOperationException("the fourth");
        }
    }
}
