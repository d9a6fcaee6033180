using System.Text.RegularExpressions;
using OpenCode.Testing;
using OpenCode.Testing.Hostile;

namespace OpenCode.Contract.Tests.Attacks;

/// <summary>Whatever a server does, a call ends as documented: typed, in time, at a bounded cost, and without telling the password.</summary>
public sealed class AttackTests(AttackRun run) : IClassFixture<AttackRun>
{
    private const double MostMegabytes = 400;

    // Other tests run beside these: a call that is computing gets a part of a processor. One that hangs takes longer all the same.
    private const double BusyMachine = 3;

    public static TheoryData<string> Names => [.. AttackRun.Rows.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_ends_as_documented_whatever_the_server_does(string name)
    {
        AttackRow row = AttackTable.Rows.Single(r => r.Name == name);
        AttackResult result = run[name];
        var failures = new List<string>();
        Check(Matches(result.Outcome, row.Outcome), $"it ends with '{result.Outcome}' instead of '{row.Outcome}'");
        Check(row.Seen is null || Matches(result.Seen, row.Seen), $"the caller sees '{result.Seen}' instead of '{row.Seen}'");
        Check(result.Seconds <= row.Within * BusyMachine, $"it takes {result.Seconds:0.0} s instead of at most {row.Within * BusyMachine} s");
        Check(result.Requests <= row.MostRequests, $"the request arrives {result.Requests} times instead of at most {row.MostRequests}");
        Check(result.PeakMegabytes <= MostMegabytes, $"it takes {result.PeakMegabytes:0} MB instead of at most {MostMegabytes}");
        Check(!result.Leaks, "the exception tells the password");
        Assert.True(failures.Count == 0, $"{row.Name}: {HostileBehavior.Find(row.Behavior).Description}\n{string.Join(", and ", failures)}.\n{result}");

        void Check(bool holds, string failure)
        {
            if (!holds) failures.Add(failure);
        }
    }

    [Fact]
    public void Every_behavior_has_a_name_of_its_own_and_a_row()
    {
        Assert.Equal(HostileBehavior.All.Select(b => b.Name).Distinct(), HostileBehavior.All.Select(b => b.Name));
        Assert.Empty(HostileBehavior.All.Select(b => b.Name).Except(AttackTable.Rows.Select(r => r.Behavior)));
        Assert.True(HostileBehavior.All.Count >= 60, $"only {HostileBehavior.All.Count} behaviors");
    }

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, $"^(?:{pattern})$");
}
